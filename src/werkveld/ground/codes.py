"""Codes that people read aloud, write on paper and type in."""

import secrets

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without what looks like something else


def new_code(length: int = 8) -> str:
    """Eight signs are some forty bits: nobody guesses one of a thousand open ones."""
    return "".join(secrets.choice(SIGNS) for _place in range(length))


def plain(code: str) -> str:
    """As it is kept, however somebody typed it: in small letters, with spaces or a dash."""
    return "".join(sign for sign in code.upper() if sign in SIGNS)
