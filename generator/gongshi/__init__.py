"""Public transparency boards (公示栏) of grassroots stations, made from a folder of YAML."""

__version__ = "0.1.0"
