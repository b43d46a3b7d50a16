"""My shifts: when I can come, which are mine, and how one goes to somebody else. For students and coaches alike."""
