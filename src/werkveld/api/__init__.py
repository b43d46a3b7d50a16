"""Doors for machines: Open Education API, credentials, calendar, open data."""
