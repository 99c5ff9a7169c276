"""The files that people write, read into values and written as text."""
