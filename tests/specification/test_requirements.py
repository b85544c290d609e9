"""The file of the requirements, and what is wrong with one."""

from pathlib import Path

import pytest

from acceptance.errors import SuiteError
from acceptance.specification.requirements import read_requirements


def test_a_requirement_stands_once(tmp_path: Path) -> None:
    file = tmp_path / "requirements.md"
    file.write_text("| PLAN-1 | a |\n| PLAN-1 | b |\n", encoding="utf-8")
    with pytest.raises(SuiteError, match="line 2: PLAN-1 stands there twice"):
        read_requirements(file)
