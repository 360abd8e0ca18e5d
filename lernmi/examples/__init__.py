"""The built-in examples: small networks with their samples, for the command line and in class."""
