"""Everything that a person sees in a terminal, a notebook or a saved file."""

from .display.printing import notebook_bundle as notebook_bundle
from .display.printing import print_thing as print_thing
from .display.printing import save_thing as save_thing
