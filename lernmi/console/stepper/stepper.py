"""The stepper: one learning step, walked forwards and backwards at a prompt."""

from __future__ import annotations

from typing import Any, Optional, Sequence, Tuple

from ...network.network import Network
from ...stepping.session import Session
from ...stepping.what_if import Experiment, Schooling
from ...support.errors import BadInput
from ...training.optimizers import Optimizer
from ..display.exit_codes import ensure_streams
from ..display.page import Page
from .breakpoint_commands import Stopping
from .command_prompt import Prompt
from .editing import Changing
from .inspection import Asking
from .navigation import Moving


class Stepper(Moving, Stopping, Asking, Changing):
    """Every command of the stepper."""

    short = {**Moving.short, **Stopping.short, **Asking.short, **Changing.short, **Prompt.short}

    def begin(self) -> None:
        """Show the start, and do commands until somebody leaves."""
        self.show()
        self.page.line("next (or Enter) goes on, back goes back, quiz asks you, help tells the rest, "
                       "quit leaves.")
        self.run()


def stepper(network: Network, inputs: Sequence[Any], targets: Sequence[Any],
            optimizer: Optional[Optimizer] = None, *,
            samples: Optional[Sequence[Tuple[Sequence[Any], Sequence[Any]]]] = None,
            digits: int = 4, plain: bool = False) -> Session:
    """Take one learning step, as trace does, and walk through it at a prompt, both ways.

    All along, the network's own objects hold the numbers of the moment shown, and they keep
    those of the moment at which one quits. ``samples``: pairs (inputs, targets) that the
    command learn learns from, by default this one; they need an optimizer. Returns the session,
    to look further: session.walk.goto(17), session.walk.goto(session.walk.last).

    Raises what trace raises, and changes nothing then.
    """
    ensure_streams()
    if samples is not None and optimizer is None:
        raise BadInput("without an optimizer nothing can be learned from the samples: give one "
                       "such as GradientDescent(0.5).")
    schooling = Schooling(network, samples, optimizer) if samples is not None and optimizer else None
    page = Page(digits=digits, plain=plain)
    session = Experiment(network, inputs, targets, optimizer, schooling)
    Stepper(page, session).begin()
    if 0 < session.walk.done < session.walk.last:
        page.line(f"The network stays at move {session.walk.done:,} of {session.walk.last:,}.")
    return session
