"""The desk of who guides learners on the day itself."""
