"""A report as people read it: the same for the public page, for the board's preview and for paper."""
