"""What is made of a board, one package for each audience; they do not know each other."""
