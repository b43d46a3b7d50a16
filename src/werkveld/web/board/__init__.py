"""The desk of directors: promises, figures, freezing and publishing."""
