"""What makes sloppy code fail; loaded by conftest."""
