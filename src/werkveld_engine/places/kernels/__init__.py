"""Compiled loops; nothing else lives here. First use after installation compiles them, and the result is kept.

What is kept is known by the file of the loop, not by the files of what it calls: who changes `seats` or something
in `werkveld_engine.kernels` empties `__pycache__` here.
"""
