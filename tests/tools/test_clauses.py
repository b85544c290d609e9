"""The clauses of the requirements: each rule finds a bad sample, and the project's own clauses break none."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from acceptance.specification.clauses import FOLDER, Clause, ClauseError, read_clauses
from tests.flawed.flaws import FLAWS
from tools.clauses import PAGE, Known, as_markdown, check, check_page, read_known
from tools.style.check import ROOT

# The most open clauses of each family, 0 where none is named: it may only become smaller.
MOST_OPEN = {"CTRL": 2}
GOOD = Clause(
    identifier="TASK-5.1",
    words="A cancelled task keeps its reason.",
    file="features/clauses/task.toml",
    scenarios=("It is kept",),
    flaws=("it-is-lost",),
)
KNOWN = Known(
    titles={"It is kept": {"TASK-5"}, "It is found": {"TASK-7"}}, flaws={"it-is-lost"}, requirements={"TASK-5"}
)


@pytest.fixture(scope="module")
def clauses() -> list[Clause]:
    return read_clauses(ROOT / FOLDER)


@pytest.fixture(scope="module")
def known() -> Known:
    return read_known()


def test_every_clause_names_only_what_exists(clauses: list[Clause], known: Known) -> None:
    assert [str(one) for one in check(clauses, known)] == []


def test_the_page_is_current(clauses: list[Clause], known: Known) -> None:
    text = "".join(f"{line}\n" for line in as_markdown(clauses, known.requirements))
    assert not list(check_page(text, ROOT / PAGE)), "run `make clauses`"


def test_no_family_has_more_open_clauses_than_before(clauses: list[Clause]) -> None:
    found = Counter(one.family for one in clauses if one.open)
    assert {family: count for family, count in found.items() if count > MOST_OPEN.get(family, 0)} == {}


def test_the_flaws_are_those_that_are_declared(known: Known) -> None:
    assert known.flaws == FLAWS.keys()


def test_a_good_clause_is_left_alone() -> None:
    assert not list(check([GOOD], KNOWN))


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"scenarios": ("It is lost",)}, "no scenario has the title: It is lost"),
        ({"scenarios": ("It is found",)}, "none of its scenarios carries TASK-5"),
        ({"flaws": ("it-is-kept",)}, "no flaw is called it-is-kept"),
        ({"identifier": "TASK-99.1"}, "TASK-99 is not in features/requirements.md"),
        ({"identifier": "TASK-5"}, "an id is a requirement and a number"),
        ({"file": "features/clauses/exec.toml"}, "it belongs into features/clauses/task.toml"),
        ({"scenarios": (), "flaws": ()}, "it needs scenarios, exploration, a reason or what is open"),
        ({"open": "the other state"}, "only one of these"),
        ({"reason": "nobody sees it"}, "only one of these"),
        ({"scenarios": (), "open": "all of it"}, "flaws prove an assertion"),
    ],
)
def test_a_clause_that_is_wrong_is_found(change: dict[str, object], advice: str) -> None:
    found = [one.advice for one in check([replace(GOOD, **change)], KNOWN)]  # type: ignore[arg-type]
    assert any(advice in one for one in found), found


def test_an_id_that_stands_twice_is_found() -> None:
    assert [one.advice for one in check([GOOD, GOOD], KNOWN)] == ["two clauses have this id"]


def test_the_page_counts_and_lists_each_clause() -> None:
    explored = replace(GOOD, identifier="TASK-5.2", scenarios=("Its <part> | whole",), exploration=True, flaws=())
    open_one = replace(GOOD, identifier="TASK-5.3", scenarios=(), flaws=(), open="an empty reason")
    hidden = replace(GOOD, identifier="TASK-5.4", scenarios=(), flaws=(), reason="no tool shows it")
    text = "\n".join(as_markdown([GOOD, explored, open_one, hidden], {"TASK-5", "TASK-6"}))
    assert "| TASK | 4 | 2 | 1 | 1 | 1 |" in text
    assert "1 of the 2 requirements have clauses." in text
    assert "| TASK-5.1 | A cancelled task keeps its reason. | It is kept | `it-is-lost` |" in text
    assert r"| Its &lt;part&gt; \| whole<br>exploration |" in text
    assert "**open**: an empty reason" in text
    assert "not visible from outside: no tool shows it" in text


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "task.toml").write_text(
        '[[clause]]\nid = "TASK-5.1"\nwords = "It is kept."\nexploration = true\nflaws = ["a"]\n', encoding="utf-8"
    )
    (one,) = read_clauses(tmp_path)
    assert one == Clause("TASK-5.1", "It is kept.", "features/clauses/task.toml", exploration=True, flaws=("a",))
    assert one.is_asserted and one.requirement == "TASK-5" and one.family == "TASK"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[clause]\n", "task.toml"),
        ("[[clauses]]\nid = 'TASK-5.1'\n", "entries [[clause]]"),
        ("[[clause]]\nid = 'TASK-5.1'\n", "words is missing"),
        ("[[clause]]\nid = 'TASK-5.1'\nwords = ' '\n", "words must be a text"),
        ("[[clause]]\nid = 'TASK-5.1'\nwords = 'x'\nscenario = 'y'\n", "scenario is no key"),
        ("[[clause]]\nid = 'TASK-5.1'\nwords = 'x'\nscenarios = 'y'\n", "scenarios must be a list"),
        ("[[clause]]\nid = 'TASK-5.1'\nwords = 'x'\nexploration = false\n", "exploration can only be true"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_mistake(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "task.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ClauseError) as caught:
        read_clauses(tmp_path)
    assert message in str(caught.value)


def test_a_page_that_is_not_current_names_the_command(tmp_path: Path) -> None:
    assert "make clauses" in str(next(check_page("new", tmp_path / "clauses.md")))
