"""The catalogue of phrases: each phrase once, with what its placeholders can be, and how often it is used."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from behave import step_registry

from steps.support import catalogue
from steps.support.catalogue import Phrase, as_markdown, as_text, fitting, legend
from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
CANCEL = Phrase(
    "tasks.py", ("given", "when"), 'the task "{name:Name}" is {state:State} for {days:d} days', "Bring it there.", 3
)
PLAN = Phrase("planning.py", ("when",), "the call of {field:Field} is planned by {who:Task}", "", 0)


@pytest.fixture(scope="module")
def printed() -> str:
    """What the command prints, from a process of its own, since behave's phrases are declared once a process."""
    command = [sys.executable, "-m", "steps.support.catalogue"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=HANG_SECONDS).stdout


def declared() -> Iterator[str]:
    """The phrases as the files declare them."""
    for path in (ROOT / "steps").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for one in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
                assert isinstance(one, ast.Call) and isinstance(one.args[0], ast.Constant)
                yield str(one.args[0].value)


def test_every_phrase_of_every_file_is_printed_once(printed: str) -> None:
    lines = re.findall(r"^  (?:Given|When|Then)(?:/\w+)* (.+)  \[(\d+|unused)\]$", printed, re.MULTILINE)
    assert {words for words, _ in lines} == {Phrase("", (), words, "", 0).shown for words in declared()}
    assert not [words for words, count in Counter(words for words, _ in lines).items() if count > 1]
    assert f"{len(lines)} phrases." in printed


def test_a_phrase_shows_its_keywords_its_use_and_what_its_placeholders_can_be() -> None:
    text = "\n".join(as_text([CANCEL]))
    assert '  Given/When the task "{name}" is {state} for {days: integer} days  [3]' in text
    assert "      Bring it there." in text
    assert "      {state}: archived; blocked; cancelled; completed; failed; in progress; pending" in text


def test_what_has_no_room_at_the_phrase_stands_at_the_end() -> None:
    text = "\n".join(as_text([PLAN]))
    assert "  When the call of {field} is planned by {who: task}  [unused]" in text
    assert "… (see Field)" in " ".join(text.split())
    assert "\nField: complexity; " in text


def test_as_markdown_it_is_a_page_with_a_table_for_each_file() -> None:
    page = "\n".join(as_markdown([CANCEL, PLAN]))
    assert page.startswith("# Vocabulary\n") and "(`steps/tasks.py`)" in page and "type **Field**: " in page
    assert '| Given/When `the task "{name}" is {state} for {days: integer} days` | Bring it there. | {state}: ' in page
    assert "{…: task}: " in "\n".join(legend())


def test_words_choose_among_the_phrases() -> None:
    assert fitting([CANCEL, PLAN], ["CALL", "planned"]) == [PLAN]
    assert fitting([CANCEL, PLAN], ["given", "stat"]) == [CANCEL]
    assert fitting([CANCEL, PLAN], ["tate"]) == []
    assert fitting([CANCEL, PLAN], []) == [CANCEL, PLAN]


def test_the_lines_of_the_features_are_counted_and_not_the_rows_of_their_outlines(tmp_path: Path) -> None:
    feature = tmp_path / "some.feature"
    feature.write_text(
        'Feature: F\n  Scenario Outline: O\n    When "<what>" is done\n\n    Examples:\n      | what |\n'
        '      | A    |\n      | B    |\n\n  Scenario: S\n    When "C" is done\n    And nothing is known\n'
    )
    registry = step_registry.StepRegistry()
    registry.add_step_definition("when", '"{what}" is done', test_words_choose_among_the_phrases)
    assert list(catalogue.count_usage(registry, [feature]).items()) == [(("test_catalogue.py", '"{what}" is done'), 2)]
    [phrase] = catalogue.find_phrases(registry, {("test_catalogue.py", '"{what}" is done'): 2})
    assert (phrase.keywords, phrase.used, phrase.does) == (("when",), 2, "")
