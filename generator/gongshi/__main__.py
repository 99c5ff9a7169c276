"""Lets `python -m gongshi` do what the command `gongshi` does."""

from gongshi.cli import main

if __name__ == "__main__":
    main()
