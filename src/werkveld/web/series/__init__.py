"""Activities and lessons that come back: planned by a host or the school, chosen by students."""
