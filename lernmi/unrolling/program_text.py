"""The text of an unrolled step: a generator function around the statements of a listing."""

from __future__ import annotations

from typing import List, Sequence

from .listing import LOOK, PROPOSALS, Listing
from .recorder import BACKWARD, FINISH, FORWARD, LOSS, UPDATE

INDENT = "    "


def program_text(listing: Listing) -> List[str]:
    """The lines of the generator function ``unrolled``, which Program describes."""
    names = [stored.name for stored in (*listing.stored, *listing.recorder.rates)]
    changed = [stored.name for stored in listing.changed]
    return ["def unrolled():", *indented([
        "answer = None",
        "while True:", *indented([
            "first, second = yield answer",
            "if second is None:", *indented([
                "if first is None:", *indented([f"answer = [{', '.join(changed)}]"]),
                "else:", *indented([f"[{', '.join(names)}] = first" if names else "pass"]),
                "continue"]),
            "answer = None",
            "try:", *indented(_step(listing)),
            "except Exception:", *indented(["pass"])])])]


def _step(listing: Listing) -> List[str]:
    recorder, lines = listing.recorder, listing.lines
    passes = [*_job(listing), *lines[FORWARD], *lines.get(LOSS, []), *lines.get(BACKWARD, [])]
    update = [*lines.get(FINISH, []), *lines.get(UPDATE, []), *lines[PROPOSALS],
              *when(listing.proposals_fine, [*listing.changes, f"answer = {_result(listing)}"])]
    if recorder.count is None:
        return [*passes, *lines[LOOK], *when(listing.fine, update)]
    sums = [f"{stored.name} = 0.0" for stored in recorder.gradients]
    stop = [f"if not ({listing.fine}):", INDENT + "break"] if listing.fine else []
    return [*sums, "total_loss = 0.0", f"{recorder.count.text} = second",
            "for first, second in first:", *indented([
                *passes, *listing.gradients, f"total_loss = total_loss + {listing.loss}",
                *lines[LOOK], *stop]),
            "else:", *indented(update)]


def _job(listing: Listing) -> List[str]:
    inputs, targets = ([variable.text for variable in variables]
                       for variables in (listing.recorder.inputs, listing.recorder.targets))
    return [f"[{', '.join(inputs)}] = first", *([f"[{', '.join(targets)}] = second"] if targets else [])]


def _result(listing: Listing) -> str:
    recorder = listing.recorder
    if recorder.optimizer is None:
        return f"[{', '.join([listing.loss, *listing.outputs] if recorder.targets else listing.outputs)}]"
    if recorder.update_stays:
        return f"[total_loss, {', '.join(stored.name for stored in recorder.gradients)}]"
    return listing.loss if recorder.count is None else "total_loss"


def when(condition: str, lines: Sequence[str]) -> List[str]:
    """The lines, if the condition holds; there may be none."""
    return [f"if {condition}:", *indented(lines)] if condition else list(lines)


def indented(lines: Sequence[str]) -> List[str]:
    """The lines, one level deeper."""
    return [INDENT + line for line in lines]
