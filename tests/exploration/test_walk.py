"""A walk goes on where the target turns out to have no way to do what was drawn."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from acceptance.contract.calls import Call
from acceptance.contract.model.operations import Start
from acceptance.errors import NotOfferedError
from acceptance.exploration.clients import Clients
from acceptance.exploration.steps import Step
from acceptance.exploration.walk import Walk


def test_what_the_replies_tell_to_be_impossible_is_a_step_that_was_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: Any) -> None:
        raise NotOfferedError("advance (told.status == 'pending')")

    walk = Walk(cast(Clients, SimpleNamespace(ask=ask, all=[])))
    monkeypatch.setattr(walk, "call_of", lambda *_: Call("start", "advance"))
    assert walk.take(Step(0, Start("task 1"))) is None
    assert walk.taken == []
