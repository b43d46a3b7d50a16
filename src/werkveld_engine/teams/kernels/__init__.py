"""Compiled inner loops. They trust their input: only `solve` calls them, with what `check` let through."""
