"""How it was: own surveys and monitors from outside, each with its n and its year."""
