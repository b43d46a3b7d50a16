"""Rosters, for who plans them: the school's coordinators, and the coaches of a place."""
