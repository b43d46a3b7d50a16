"""The desk of coordinators and curriculum developers."""
