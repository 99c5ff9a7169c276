"""What is wrong with a board, where, and how it is told."""
