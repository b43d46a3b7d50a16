"""Who works which shift: a term's roster for students and coaches, mended when somebody is away, with reasons."""
