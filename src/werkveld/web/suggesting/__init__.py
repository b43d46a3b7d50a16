"""What suits me: themes to choose, and what the engine recommends with its reasons."""
