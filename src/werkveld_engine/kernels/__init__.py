"""What the compiled loops of several rooms build on.

What is kept of a loop is known by its own file, not by the files of what it calls: who changes something here empties
`__pycache__` in the folders of kernels.
"""
