"""Doors for the clock and the queue. Plain values in, so that a queue can carry them."""
