"""What people did, and who looked: one line for every action and every look at a person's data."""
