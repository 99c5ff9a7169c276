"""Draws the flowchart of a procedure: steps and ways in, places of everything out, and its SVG."""
