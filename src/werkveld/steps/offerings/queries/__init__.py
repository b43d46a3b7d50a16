"""Readers' ways to what can be chosen or joined."""

from werkveld.steps.offerings.queries.offerings import (
    PUBLIC_STATES,
    kinds,
    programme,
    programmes,
    public_offering,
    public_offerings,
)

__all__ = [
    "PUBLIC_STATES",
    "kinds",
    "programme",
    "programmes",
    "public_offering",
    "public_offerings",
]
