"""What a dialect may declare otherwise: choices of design with their place in its documentation, and nothing else."""

import tomllib
from pathlib import Path

import pytest

from acceptance.contract.dialects import named
from acceptance.errors import SuiteError
from acceptance.specification.clauses import FOLDER, Clause, read_clauses
from acceptance.specification.declarations import Declaration, declared_titles, read_declarations
from acceptance.specification.features import read_specification
from acceptance.targets.target import Target
from steps.support.declared import Declared

ROOT = Path(__file__).resolve().parents[2]
CLAUSES = (
    Clause("TASK-2.6", "A final task cannot be started.", "task.toml", scenarios=("It stays <state>",), choice=True),
    Clause("TASK-3.4", "Work reads back.", "task.toml", scenarios=("It reads back",)),
)
GOOD = {"clause": "TASK-2.6", "documented": "README, Lifecycle", "says": "A completed task may be started again."}


def test_a_declaration_names_the_scenarios_that_assert_its_clause() -> None:
    (found,) = read_declarations({"otherwise": [GOOD]}, CLAUSES, "mine.toml")
    assert declared_titles([found], CLAUSES) == {"It stays <state>": found}
    assert str(found) == (
        "DECLARED OTHERWISE: A completed task may be started again (TASK-2.6; documented in README, Lifecycle)"
    )


def test_a_dialect_may_declare_nothing() -> None:
    assert read_declarations({}, CLAUSES, "mine.toml") == ()


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (
            [{**GOOD, "clause": "TASK-3.4"}],
            'cannot be declared otherwise, because it leaves no choice of design: "Work reads',
        ),
        (
            [{**GOOD, "clause": "TASK-2.66"}],
            "there is no clause TASK-2.66 in features/clauses/. Did you mean TASK-2.6?",
        ),
        ([{**GOOD, "documented": " "}], "mine.toml, [[otherwise]] 1: documented is missing or blank"),
        ([{"clause": "TASK-2.6", "says": "x"}], "documented is missing or blank"),
        ([{**GOOD, "because": "x"}], "because is no key of a declaration"),
        ([GOOD, GOOD], "TASK-2.6 is declared twice"),
        (["TASK-2.6"], "it must be a table with clause, documented, says"),
        ("TASK-2.6", "otherwise must be tables, [[otherwise]]"),
    ],
)
def test_a_declaration_that_is_wrong_is_told(entries: object, words: str) -> None:
    with pytest.raises(SuiteError) as caught:
        read_declarations({"otherwise": entries}, CLAUSES, "mine.toml")
    assert words in str(caught.value)


def test_what_loses_accepts_or_breaks_is_no_choice_of_design() -> None:
    """The clauses that may be declared are those that both pages list, each asserted by scenarios."""
    clauses = read_clauses(ROOT / FOLDER)
    choices = [one.identifier for one in clauses if one.choice]
    assert choices
    pages = (
        ("CONTRIBUTING.md", "## Declare a choice of design", "\n## "),
        ("docs/dialects.md", "### `otherwise`", "```"),
    )
    for page, heading, end in pages:
        section = (ROOT / page).read_text(encoding="utf-8").partition(heading)[2].partition(end)[0]
        assert [one for one in choices if f"`{one}`" not in section] == []
        assert section.count("`TASK-") + section.count("`PLAN-") + section.count("`SESSION-") == len(choices)
    assert all(one.scenarios for one in clauses if one.choice)


def test_a_run_leaves_out_the_scenarios_of_what_its_dialect_declares(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    told = "".join(f'{key} = "{value}"\n' for key, value in GOOD.items())
    contract = (ROOT / "dialects" / "orchestrator-2.0.toml").read_text(encoding="utf-8")
    file.write_text(f"{contract}\n[[otherwise]]\n{told}", encoding="utf-8")
    target = Target("mine", ("mine",), dialect=named(str(file), tmp_path))
    specification = read_specification(ROOT / "features")
    found = Declared.by(target, (), ROOT / "features", specification)
    title = "Starting a task that is <before> is rejected and leaves it <before>"
    assert found.scenarios.keys() == {name for name, case in specification.cases.items() if case.title == title}
    assert Declared.by(Target("other", ("other",)), ("a_tool",), ROOT / "features", specification) == Declared()


@pytest.mark.parametrize("file", sorted((ROOT / "dialects").glob("*.toml")), ids=lambda path: path.stem)
def test_the_dialects_declare_choices_of_design_only(file: Path) -> None:
    dialect = tomllib.loads(file.read_text(encoding="utf-8"))
    found = read_declarations(dialect, read_clauses(ROOT / FOLDER), file.name)
    assert all(isinstance(one, Declaration) for one in found)
