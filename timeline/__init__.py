"""An open dashboard for the history of a bilateral relationship, from checked tables to pages."""
