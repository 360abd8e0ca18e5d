"""A user's own files: CSV in its many forms, and IDX."""
