"""What every room stands on. Each module here has one name for one thing."""
