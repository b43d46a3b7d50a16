"""Gives places to people who ranked them: a problem goes in, an outcome with reasons comes out, a check stands by."""
