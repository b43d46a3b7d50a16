"""Werkveld: from the question of the field to a promise whose every figure opens to its records."""

__version__ = "0.1.0"
