"""The desk of a neighbour with a question."""
