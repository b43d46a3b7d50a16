"""Learning at work: agreements, shifts, appointments, hours and contact moments."""
