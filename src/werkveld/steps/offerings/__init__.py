"""What can be chosen or joined, where, when, and how many fit."""
