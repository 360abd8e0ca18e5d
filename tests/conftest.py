"""What must hold before the tests begin."""

import signal

# A shell that starts the tests in the background makes Python deaf to Ctrl-C, and all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
