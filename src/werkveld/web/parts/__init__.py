"""Components: the pieces that pages are made of."""
