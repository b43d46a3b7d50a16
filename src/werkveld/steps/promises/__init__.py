"""What was promised in public, and the figures that say whether it was kept."""
