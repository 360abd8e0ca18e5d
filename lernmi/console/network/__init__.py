"""Networks on a terminal, in characters: drawn, or as tables and pictures layer by layer."""
