"""The page of the contract: current, whole, and changed by every change of what the driver reads."""

import tomllib
from pathlib import Path

import pytest

from acceptance.contract import published_replies, refusals
from acceptance.contract.parameters import PARAMETERS, Parameter
from acceptance.contract.published import published
from acceptance.contract.tools import TOOLS
from acceptance.contract.views import FIELDS
from tools.contract import PAGE, as_markdown, check_page, main
from tools.style.check import ROOT


def page() -> str:
    return "".join(f"{line}\n" for line in as_markdown(published()))


def test_the_page_is_current() -> None:
    assert main([]) == 0


def test_a_page_that_is_not_current_is_found(tmp_path: Path) -> None:
    (tmp_path / "contract.md").write_text(page().replace("| text | yes |", "| text |  |", 1), encoding="utf-8")
    (found,) = check_page(page(), tmp_path / "contract.md")
    assert (found.file, found.rule) == (str(PAGE), "contract-page")
    assert "run `make contract`" in str(found)
    assert list(check_page(page(), tmp_path / "missing.md"))


def test_every_tool_and_every_argument_of_the_dialect_file_is_on_the_page() -> None:
    text = page()
    assert [one for one in TOOLS if text.count(f"### `{one}`\n") != 1] == []
    dialect = tomllib.loads((ROOT / "dialects" / "orchestrator-2.0.toml").read_text(encoding="utf-8"))
    for verb, table in dialect["verbs"].items():
        section = text.partition(f"### `{table['tool']}`\n")[2].partition("\n#")[0]
        assert f"Verb in a dialect file: `{verb}`." in section
        assert [name for name in table.get("arguments", []) if f"`{name}`" not in section] == []


@pytest.mark.parametrize("name", ["title", "priority"])
def test_a_parameter_that_becomes_another_changes_the_page(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    changed = {
        **PARAMETERS["orchestrator_plan_task"],
        name: Parameter(PARAMETERS["orchestrator_get_status"]["include_completed"].kind),
    }
    monkeypatch.setitem(PARAMETERS, "orchestrator_plan_task", changed)  # type: ignore[arg-type]
    assert f"| `{name}` | yes or no |" in page()
    assert main([]) == 1


def test_a_synonym_and_a_sign_of_refusal_stand_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    value = next(iter(FIELDS))
    monkeypatch.setitem(FIELDS, value, (*FIELDS[value], "headline"))  # type: ignore[arg-type]
    monkeypatch.setitem(refusals.SIGNS, "`denied` is `true`", bool)  # type: ignore[arg-type]
    assert "| title | `title` | `task_title`, `headline` |" in page()
    assert "| `denied` is `true` |" in page()
    assert published_replies.FIELDS is FIELDS
