"""Doors into other programs: each a thin one to the same core."""
