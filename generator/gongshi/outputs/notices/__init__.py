"""Notices: what a station pins to its wall, lays on its counter and hands over, as PDF."""
