"""Networks as SVG."""
