"""Calendars: read by the calendar of a person, without a session and without cookies."""
