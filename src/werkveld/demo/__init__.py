"""A school year lived in a region, told through the same actions as every door, seeded."""
