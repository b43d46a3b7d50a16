"""Doors for people, by desk."""
