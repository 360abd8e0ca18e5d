"""The stepper: a prompt that goes through one learning step, forwards and backwards."""

from __future__ import annotations

from typing import Any, Optional, Sequence, Tuple

from ...network.network import Network
from ...stepping.session import Session
from ...stepping.what_if import TrainingPlan, WhatIfSession
from ...support.errors import BadInput
from ...training.optimizers import Optimizer
from ..display.exit_codes import ensure_streams
from ..display.page import Page
from .breakpoint_commands import BreakpointCommands
from .command_prompt import CommandPrompt
from .editing import EditingCommands
from .inspection import InspectionCommands
from .learning import LearningCommands
from .navigation import NavigationCommands

ROWS_AROUND = 5         # of the start: the example and its sample above, what to try next below


class Stepper(NavigationCommands, BreakpointCommands, InspectionCommands, EditingCommands,
              LearningCommands):
    """Every command of the stepper."""

    short = {**NavigationCommands.short, **BreakpointCommands.short, **InspectionCommands.short,
             **EditingCommands.short, **LearningCommands.short, **CommandPrompt.short}

    def begin(self) -> None:
        """Show the start, and run commands until one of them ends it."""
        self.show(reserved=ROWS_AROUND)
        self.page.line("next (or Enter) goes on, back goes back, quiz asks you, help lists the rest, "
                       "quit leaves.")
        self.run()


def stepper(network: Network, inputs: Sequence[Any], targets: Sequence[Any],
            optimizer: Optional[Optimizer] = None, *,
            samples: Optional[Sequence[Tuple[Sequence[Any], Sequence[Any]]]] = None,
            digits: int = 4, plain: bool = False) -> Session:
    """Take one learning step, as trace does, and go through it at a prompt, both ways.

    The network's own objects always hold the numbers of the moment shown; after quit, those of
    the last moment. ``samples``: pairs (inputs, targets) that the command learn learns from, by
    default this one; they need an optimizer. Returns the session, for example for
    session.timeline.goto(17) or session.timeline.goto(session.timeline.last).

    Raises what trace raises; then nothing was changed.
    """
    ensure_streams()
    if samples is not None and optimizer is None:
        raise BadInput("without an optimizer nothing can be learned from the samples: give one "
                       "such as GradientDescent(0.5).")
    training_plan = TrainingPlan(network, samples, optimizer) if samples is not None and optimizer else None
    page = Page(digits=digits, plain=plain)
    session = WhatIfSession(network, inputs, targets, optimizer, training_plan)
    Stepper(page, session).begin()
    if 0 < session.timeline.done < session.timeline.last:
        page.line(f"The network stays at move {session.timeline.done:,} of {session.timeline.last:,}.")
    return session
