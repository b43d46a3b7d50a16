"""What is held about me, who looked, how long it stays, and putting it right."""
