"""Whether a debugger watches: then links and neurons run where its breakpoints can see their numbers."""

from __future__ import annotations

import sys


def debugger_is_active() -> bool:
    """Whether a debugger watches this program."""
    monitoring = getattr(sys, "monitoring", None)           # from Python 3.12 on
    by_monitoring = monitoring is not None and monitoring.get_tool(monitoring.DEBUGGER_ID) is not None
    return sys.gettrace() is not None or by_monitoring
