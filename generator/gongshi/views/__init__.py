"""The board as templates and outputs see it: frozen views, one for each thing that is shown."""
