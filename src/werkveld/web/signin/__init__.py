"""How people come in: by a code that comes by mail, by an invitation, or through their school."""
