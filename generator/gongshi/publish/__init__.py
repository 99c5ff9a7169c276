"""Turns what was made into the public site: keeps, writes, verifies and switches."""
