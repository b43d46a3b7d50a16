"""Telephone numbers as people type them."""

import re

BETWEEN = re.compile(r"[\s().\-/]")
MOBILE = re.compile(r"6[1-58][0-9]{7}")  # what the Dutch numbering plan gives to mobile telephones


def mobile_number(phone: str) -> str:
    """«06-12 34 56 78» and «0031 (0)6 12345678» are both «+31612345678»; empty when it is no Dutch mobile number."""
    digits = BETWEEN.sub("", phone.strip())
    national = re.sub(r"^(?:(?:\+|00)?31)?0?", "", digits, count=1)
    return f"+31{national}" if MOBILE.fullmatch(national) else ""
