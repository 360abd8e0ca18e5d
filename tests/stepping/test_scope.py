"""Names of the moment: the link that moves, targets, the rate and the loss."""

import pytest

from lernmi import BadInput, OutOfOrder
from lernmi.stepping.breakpoints import Break
from lernmi.stepping.expression import Expression
from lernmi.stepping.session import Session
from tests.support.steps import stops_on_the_way, worked_example


def test_the_link_that_moves_has_a_name() -> None:
    session = Session(worked_example())
    link = session.trace.network.link("hidden[0]", "output[0]")
    session.timeline.goto(23)
    session.timeline.write_next()
    for text, value in (("link.sensitivity", link.sensitivity), ("link", link.value),
                        ("link.weight.value", 0.4), ("link.sensitivity * w5", link.sensitivity * 0.4)):
        assert Expression(text, session.scope).number() == value
    session.timeline.goto(30)
    assert Expression("link.weight", session.scope).result() is session.trace.network.weight("w1")
    for done in (0, 1, 9, 18, 31):
        session.timeline.goto(done)
        with pytest.raises(OutOfOrder, match="no link that moves here"):
            Expression("link.value", session.scope).number()
    session.timeline.goto(0)
    session.stop_at(Break, "backward if link.sensitivity < 0")
    links = [session.trace[done - 1].mover for done in stops_on_the_way(session, 1)]
    assert [link.target.name for link in links] == ["output[1]"] * 3, "only where the target is too high"
    session.timeline.goto(24)
    why, later = session.why("link")
    assert (why.thing, why.sensitivity, later) == (link, link.sensitivity, [])


def test_targets_and_the_rate_have_names() -> None:
    session = Session(worked_example())
    for text, value in (("rate", 0.5), ("output[0].target", 0.01), ("output[1].target", 0.99), ("e^0", 1.0)):
        assert Expression(text, session.scope).number() == value
    with pytest.raises(BadInput, match="has no sensitivity"):
        session.why("rate")


def test_the_loss_is_known_from_its_move_on() -> None:
    session = Session(worked_example())
    session.timeline.goto(17)
    with pytest.raises(OutOfOrder, match="it comes with move 18"):
        session.scope.find("loss").value  # noqa: B018 -- reading it raises
    session.timeline.write_next()
    assert session.scope.find("loss").value == session.trace.loss, "it is the first that the move writes"
    session.timeline.goto(18)
    assert session.scope.find("loss").value == session.trace.loss
