"""Only in a demo: step into the desk of an invented person. Elsewhere these pages do not exist."""
