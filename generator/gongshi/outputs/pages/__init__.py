"""The public website: shells cut at their tokens, bodies from templates, styles and scripts in one file each."""
