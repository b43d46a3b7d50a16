"""The public promise: reports by year, and a page for every figure in them."""
