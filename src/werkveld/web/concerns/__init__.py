"""A worry or a complaint: told by anybody, also without a name; the answer is read with a code."""
