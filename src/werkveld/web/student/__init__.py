"""The desk of a learner."""
