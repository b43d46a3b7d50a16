"""How was it: two questions after a visit, by a link without an account, or typed in by who asked aloud."""
