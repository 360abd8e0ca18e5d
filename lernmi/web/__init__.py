"""Pictures for a browser: SVG and pages, without script, font or picture from outside; no rich here."""
