"""Compiled inner loops. They trust their input: only `solve` calls them, with what `checked` let through."""
