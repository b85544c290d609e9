"""`run --rerun` takes the list that the last run left, and says what is wrong where it cannot."""

from pathlib import Path

import pytest

from acceptance.commands.paths import PATHS
from acceptance.commands.rerun import failed_cases
from acceptance.commands.scenario import selecting
from acceptance.errors import SuiteError
from acceptance.reporting.rerun import RERUN, read_rerun
from acceptance.specification.features import read_specification


def test_the_scenarios_of_the_list_are_run_and_no_others() -> None:
    outline = next(one for one in read_specification(PATHS.features).cases.values() if one.name.endswith("2)"))
    (chosen,) = failed_cases([outline.place])
    assert chosen == outline
    options = selecting([chosen])
    assert options[-1] == outline.place.rpartition(":")[0]


def test_a_list_of_other_features_is_refused() -> None:
    with pytest.raises(SuiteError, match=r"names features/gone\.feature:3, where no scenario is"):
        failed_cases(["features/gone.feature:3"])


def test_without_a_list_nothing_is_run_again(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"There is no rerun\.txt"):
        read_rerun(tmp_path)
    (tmp_path / RERUN).write_text("features/a.feature:3\n\n", encoding="utf-8")
    assert read_rerun(tmp_path) == ["features/a.feature:3"]
