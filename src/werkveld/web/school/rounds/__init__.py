"""Rounds of choosing, as who runs them works: set up, follow, try, publish once, and see to what comes after."""
