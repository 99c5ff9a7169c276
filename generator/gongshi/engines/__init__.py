"""One module for each foreign program; nothing else may import or start them."""
