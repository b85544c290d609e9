"""Many tasks from plan to result: a target that is too slow is not waited for without end."""

from typing import Any, cast

import pytest

from acceptance.bench import completion
from acceptance.bench.completion import Completion
from acceptance.errors import NotMeasurableError

NOBODY: Any = cast(Any, None)


class Cycles:
    """Takes tasks from plan to result at once."""

    def __init__(self, *whatever: object, **more: object) -> None:
        pass

    def cycle(self, work: object) -> tuple[str, float]:
        return "1", 0.1


def test_a_slow_target_is_not_waited_for_longer_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion, "LONGEST_SECONDS", -1.0)
    monkeypatch.setattr(completion, "Activities", Cycles)
    subject = Completion(NOBODY, [NOBODY, NOBODY], 10_000)
    with pytest.raises(NotMeasurableError, match="only 0 of 10000 tasks were completed within -1 s"):
        subject.begin()
    assert subject.started == 0
