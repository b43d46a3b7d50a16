"""From wanting to take part to taking part, and out again; for everyone who signs in."""
