"""Drawings of a network for slides, as text: Graphviz and Mermaid."""
