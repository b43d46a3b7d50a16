"""The desk of the confidential adviser."""
