"""The desk of a worker, a switcher, a job seeker."""
