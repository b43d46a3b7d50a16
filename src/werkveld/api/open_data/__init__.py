"""Open data: every public figure with its definition, as JSON and as CSV, at addresses without a language."""
