"""The stepper: a prompt at one step of learning, and its commands."""
