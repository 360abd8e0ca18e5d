"""Display: what a person sees of a network, a trace, a moment, on a terminal, a pipe or in a file."""
