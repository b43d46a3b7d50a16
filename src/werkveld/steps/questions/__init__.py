"""What the field asks, in its own words, and what became of it."""
