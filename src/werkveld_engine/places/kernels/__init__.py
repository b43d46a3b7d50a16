"""Compiled loops; nothing else lives here. First use after installation compiles them, and the result is kept."""
