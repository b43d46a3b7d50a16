"""Help in the neighbourhood: choose what, choose when, and a code with which to change it; for everybody, also without an account."""
