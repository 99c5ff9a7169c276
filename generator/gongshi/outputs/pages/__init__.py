"""The public website: shells, the bodies stamped into them, one style sheet, one script."""
