"""How long a target that does not answer is still asked."""

import pytest

from acceptance.errors import NoAnswerError
from acceptance.evidence.circuit_breaker import LONG_PATIENCE, PATIENCE, CircuitBreaker, RunCircuitBreaker
from acceptance.evidence.vain_waits import SHORT_SECONDS


def test_patience_ends_at_once_where_nothing_was_ever_answered() -> None:
    patience = CircuitBreaker(RunCircuitBreaker())
    patience.check("a")
    patience.note("a", answered=False)
    with pytest.raises(NoAnswerError, match="b is not called again: 1 calls in a row"):
        patience.check("b")


def test_patience_counts_each_tool_by_itself() -> None:
    patience = CircuitBreaker(RunCircuitBreaker())
    patience.note("a", answered=True)
    for _ in range(3):
        patience.check("b")
        patience.note("b", answered=False)
    patience.check("a")
    with pytest.raises(NoAnswerError):
        patience.check("b")


def test_what_no_server_answers_is_given_up_for_the_run() -> None:
    patience = RunCircuitBreaker()
    waits = []
    for _ in range(PATIENCE):
        patience.check("never")
        waits.append(patience.seconds("never", 30))
        patience.note("never", answered=False)
    assert waits == [None, None, SHORT_SECONDS]
    with pytest.raises(NoAnswerError, match="3 calls in a row were not answered by any server"):
        patience.check("never")
    patience.note("once", answered=True)
    for _ in range(LONG_PATIENCE):
        patience.check("once")
        assert patience.seconds("once", 30) is None
        patience.note("once", answered=False)
    with pytest.raises(NoAnswerError):
        patience.check("once")
    patience.note("once", answered=True)
    patience.check("once")
