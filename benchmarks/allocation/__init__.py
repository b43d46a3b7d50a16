"""The engine beside what one could pick instead; `python -m benchmarks.allocation` runs everything."""
