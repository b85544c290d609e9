"""What holds up calls in flight: a store that is no SQLite file, or has none yet, holds up nothing."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from acceptance.errors import NotApplicableError
from acceptance.faults.hold_up import HoldUp
from acceptance.targets.target import Target


@pytest.mark.parametrize(("content", "why"), [(None, "before the first plan"), ("[]", "not a SQLite file")])
def test_a_store_that_holds_up_nothing_is_told_where_that_matters(
    tmp_path: Path, content: str | None, why: str
) -> None:
    if content is not None:
        (tmp_path / "tasks.json").write_text(content, encoding="utf-8")
    target = Target("keeper", ("keeper",), store="*.json")
    state = SimpleNamespace(pool=SimpleNamespace(target=target))
    conversation = SimpleNamespace(process=SimpleNamespace(workspace=tmp_path, pid=os.getpid()))
    hold_up = HoldUp(cast("Any", state), cast("Any", None))
    assert not hold_up.try_to_hold(cast("Any", conversation))
    assert (hold_up.held, hold_up.store) == (False, None)
    with pytest.raises(NotApplicableError, match=why):
        hold_up.require()
