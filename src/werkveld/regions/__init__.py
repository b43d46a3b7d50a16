"""Reads a region package, which is data, and loads it through the same actions as every door."""
