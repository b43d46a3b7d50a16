"""Pure: no Django, no clock, no database, no randomness without a seed."""
