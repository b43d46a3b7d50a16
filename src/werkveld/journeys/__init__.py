"""What crosses steps, one verb and noun a file. Order only, no rules."""
