"""What must hold before the tests begin."""

import signal

# A shell that starts the tests in the background, or with nohup, makes Python deaf to Ctrl-C or to
# a hangup, and all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
