"""``python -m lernmi`` is the same as the command ``lernmi``."""

import sys

from .console.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
