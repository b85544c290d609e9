"""Families that nobody told of are a finding in words, and no defect of the suite."""

import pytest

from acceptance.errors import TargetFaultError
from acceptance.scenario.families import Families


def test_a_family_that_was_never_told_is_named() -> None:
    families = Families()
    families.setdefault("Known", [])
    assert families["Known"] == []
    with pytest.raises(TargetFaultError, match='the reply shows no subtask of "Release Apollo"'):
        families["Release Apollo"]
    assert "Release Apollo" not in families
