"""The closed vocabulary: each rule finds a bad sample, and leaves a good one."""

from dataclasses import replace
from pathlib import Path

import pytest

from steps.support.catalogue import Phrase, as_markdown
from tools.style.phrases import are_close, check_docstrings, check_likeness, check_number, check_use, words_of
from tools.style.words import LikePhrases, load_settings
from tools.vocabulary import check_page

SETTINGS = replace(load_settings(), phrases=2, like_phrases=())
PLAN = Phrase("planning.py", ("when",), 'the task "{name:Name}" is planned', "Plan a task.", 3)
TREE = Phrase("planning.py", ("when",), 'the task tree "{name:Name}" is planned:', "Plan a tree of tasks.", 1)
START = Phrase("tasks.py", ("when",), "{who:Task} is started", "Start a task.", 0)


def test_more_phrases_than_the_limit_are_found() -> None:
    assert [one.rule for one in check_number([PLAN, TREE, START], SETTINGS)] == ["phrase-number"]
    assert not list(check_number([PLAN, TREE], SETTINGS))


def test_a_phrase_that_no_feature_uses_is_found() -> None:
    assert [one.sentence for one in check_use([PLAN, START])] == [START.shown]


def test_phrases_that_are_nearly_alike_are_found_unless_excepted() -> None:
    assert [one.rule for one in check_likeness([PLAN, TREE, START], SETTINGS)] == ["phrase-alike"]
    assert not list(check_likeness([PLAN, replace(TREE, keywords=("then",))], SETTINGS))
    excepting = replace(SETTINGS, like_phrases=(LikePhrases(("the task *",), "They take other data."),))
    assert not list(check_likeness([PLAN, TREE], excepting))
    assert [one.file for one in check_likeness([PLAN, START], excepting)] == ["tools/style/settings.toml"]


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ('{who:Task} is "{a:Name}" again', '{whom:Who} is "{b:Name}" again', True),
        ("the data store is {damage:Damage}", "the data store is {fault:Fault}", True),
        ("the {action:Action} is accepted", "the {action:Action} is rejected", False),
        ("{who:Task} is started", "{who:Task} is deleted", False),
    ],
)
def test_closeness_is_a_word_or_two_among_several(one: str, other: str, close: bool) -> None:
    assert are_close(words_of(one), words_of(other)) is close


@pytest.mark.parametrize(
    ("docstring", "bad"),
    [
        ('"""Plan a task."""', False),
        ('"""Restart the orchestrator.\n\n    Raises:\n        NotOfferedError: it has no such tool.\n    """', False),
        ("", True),
        ('"""Plans a task."""', True),
        ('"""Planning of a task."""', True),
        ('"""plan a task"""', True),
        ('"""Plan a task.\n\n    At length.\n    """', True),
    ],
)
def test_a_step_has_a_docstring_of_one_line_in_the_imperative(tmp_path: Path, docstring: str, bad: bool) -> None:
    code = (
        f'@when("it is planned")\ndef plan(context):\n    {docstring}\n    context.plan()\n\ndef helper():\n    pass\n'
    )
    (tmp_path / "planning.py").write_text(code, encoding="utf-8")
    assert bool(list(check_docstrings(tmp_path))) is bad


def test_the_page_holds_every_phrase_and_the_counts(tmp_path: Path) -> None:
    text = "\n".join(as_markdown([PLAN, TREE]))
    assert '| When `the task "{name}" is planned` | Plan a task. |  | 3 |' in text
    assert "| 2 | 4 | 1 |" in text


def test_a_page_that_is_not_current_names_the_command(tmp_path: Path) -> None:
    page = tmp_path / "vocabulary.md"
    assert "make vocabulary" in str(next(check_page("new", page)))
    page.write_text("old", encoding="utf-8")
    assert list(check_page("new", page)) and not list(check_page("old", page))
