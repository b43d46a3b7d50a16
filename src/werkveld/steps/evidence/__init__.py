"""What someone can do, proven by confirmed entries, kept by the learner."""
