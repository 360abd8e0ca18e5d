"""Support: errors, validation, formatting, files, Ctrl-C: what every other room may use."""
