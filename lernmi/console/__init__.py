"""Everything that a person sees in a terminal, a notebook or a saved file."""
