"""Wishes, rounds, places and groups: who takes part in what."""
