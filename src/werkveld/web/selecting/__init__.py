"""Choosing people by published criteria: for who applies, who assesses and who runs it."""
