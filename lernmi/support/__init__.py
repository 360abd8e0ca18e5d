"""Support: errors, validation, formatting, files, Ctrl-C: what every other folder may use."""
