"""The shipped data sets: generators, and two bundled files with their attribution."""
