"""The style check: each rule finds a bad sample, and leaves a good one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tools.style.__main__ import main
from tools.style.check import check
from tools.style.words import Pardon, SettingsError, load_settings, load_words

Check = Callable[[str, str], list[tuple[str, int]]]
GOOD = """\
Feature: Cancelling tasks
  A task can be cancelled until it is completed.

  Rule: A cancelled task keeps its result

    Scenario: A cancelled task keeps the reason for its cancellation
      Given the task "Handed in by nobody" is pending
      When it is cancelled because "what was said"
      Then its cancellation reason is "what was said"
"""


def scenario(title: str, *steps: str) -> str:
    """A feature with one scenario, whose title stands in line 2."""
    return "\n".join(["Feature: Tasks", f"  Scenario: {title}", *(f"    {step}" for step in steps)])


def titled(title: str) -> str:
    """A feature with one scenario of this title."""
    return scenario(title, "When it is started", "Then it is in progress")


def test_a_good_feature_has_no_findings_and_its_quoted_data_is_not_searched(findings: Check) -> None:
    assert findings("features/1_feature_integration/good.feature", GOOD) == []


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("title-length", "A " + "very " * 11 + "long title", "A " + "very " * 9 + "long title"),
        ("title-ending", "A task keeps what it starts with", "A task keeps its first state"),
        ("in words", "The plan fails in words", "The plan fails with a clear message"),
        ("give up", "Work given up is discarded", "Cancelled work is discarded"),
        ("that is none", "A type that is none fails", "An unknown type fails"),
        ("under way", "Calls under way are answered", "Calls in flight are answered"),
        ("a title that begins with What, Who, Of, Nothing", "What a task keeps", "A task keeps its values"),
    ],
)
def test_titles(findings: Check, rule: str, bad: str, good: str) -> None:
    assert (rule, 2) in findings("bad.feature", titled(bad))
    assert findings("good.feature", titled(good)) == []


def test_a_step_is_too_long_with_its_values_counted_as_one_word_each(findings: Check) -> None:
    long = 'When the task "one" ' + "is then quickly " * 4 + "started today now"
    assert ("step-length", 3) in findings("bad.feature", scenario("A task starts", long, "Then it is in progress"))
    quoted = f'When the task "{"many words " * 20}" is started'
    assert findings("good.feature", scenario("A task starts", quoted, "Then it is in progress")) == []


def test_a_scenario_has_too_few_or_too_many_steps(findings: Check) -> None:
    assert ("scenario-steps", 2) in findings("few.feature", scenario("A task starts", "When it is started"))
    many = ["Given it is pending", *["And it is pending"] * 4, "When it is started", "Then it is in progress"]
    assert ("scenario-steps", 2) in findings("many.feature", scenario("A task starts", *many))


def test_a_title_stands_twice(findings: Check) -> None:
    twice = titled("A task starts") + "\n  Scenario: A task STARTS\n    When it is cancelled\n    Then it is cancelled"
    assert findings("bad.feature", twice) == [("title-unique", 5)]


def test_a_row_of_an_outline_is_checked_with_its_values(findings: Check) -> None:
    outline = titled("A task is <how>").replace("Scenario:", "Scenario Outline:")
    rows = "\n    Examples: ways\n      | how |\n      | cancelled |\n      | given up |"
    assert findings("bad.feature", outline + rows) == [("give up", 8)]


@pytest.mark.parametrize("word", ["HTTP", "symbolic link", "durable write", "schema migration", "SIGTERM", "SQL"])
def test_technical_words_stand_in_technical_folders_only(findings: Check, word: str) -> None:
    text = titled(f"A task survives the {word} of another")
    assert [line for _, line in findings("features/3_system_validation/a.feature", text)] == [2]
    assert findings("features/5_error_scenarios/a.feature", text) == []


def test_the_requirements_are_searched(findings: Check) -> None:
    table = (
        "| id | requirement |\n|---|---|\n| A-1 | The plan fails in words. |\n| A-2 | A `rehearsal` is a dry run. |\n"
    )
    assert findings("features/requirements.md", table) == [("in words", 3)]


def test_messages_of_python_are_searched_and_names_and_docstrings_are_not(findings: Check) -> None:
    code = (
        '"""A module about what is given up."""\n'
        "def work(task):\n"
        '    """Work that is given up."""\n'
        '    names = {"given up"}\n'
        '    raise ValueError(f"the task {task} was given "\n'
        '        "up by its client")\n'
    )
    assert [line for rule, line in findings("acceptance/work.py", code) if rule == "give up"] == [4, 5]
    good = code.replace("given ", "cancelled ").replace("up by", "by").replace("given up", "cancelled")
    assert findings("acceptance/work.py", good.replace("cancelled up", "cancelled")) == []


def test_a_word_of_matchers_is_no_word_of_other_messages(findings: Check) -> None:
    code = 'text = "the connection is refused, and the plan is refused"\n'
    assert findings("acceptance/matchers/a.py", code) == [("refuse", 1)]
    assert findings("acceptance/transport/a.py", code) == []


def test_the_same_scenario_stands_in_two_features(tmp_path: Path) -> None:
    steps = ('Given the task "{0}" is blocked', "When it is started", "Then it is in progress")
    first = scenario("A blocked task starts", *(step.format("A") for step in steps))
    weaker = scenario("A start ends a block", *(step.format("B") for step in steps), 'And "B" is still in progress')
    other = scenario("A blocked task is cancelled", steps[0], "When it is cancelled", "Then it is cancelled")
    paths = [tmp_path / "a.feature", tmp_path / "b.feature", tmp_path / "c.feature"]
    for path, text in zip(paths, (first, weaker, other), strict=True):
        path.write_text(text.replace("Feature: Tasks", f"Feature: Tasks {path.stem}"), encoding="utf-8")
    found = [one for one in check(paths, [], load_settings(), whole=False) if one.rule == "copy"]
    assert len(found) == 1 and "remove this copy of" in found[0].advice


def test_an_exception_excuses_its_sentence_and_is_found_where_it_excuses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.feature"
    path.write_text(titled("The plan fails in words"), encoding="utf-8")
    words, settings = load_words(), load_settings()
    for sentence, rules in (("The plan fails in words", []), ("Another", ["in words", "in words"])):
        pardon = Pardon("in words", "a.feature", sentence, "It is a quotation.")
        excepting = replace(settings, exceptions=(pardon,))
        assert [one.rule for one in check([path], words, excepting, whole=True)] == rules


@pytest.mark.parametrize(
    "text",
    [
        '[[word]]\nout = "told"\n',
        '[[word]]\nbetter = "returns"\n',
        '[[word]]\nout = "told"\npattern = "("\nbetter = "returns"\n',
        '[[word]]\nout = "told"\nbetter = "returns"\nwhere = ["everywhere else"]\n',
        "[[word]\n",
    ],
)
def test_a_list_of_words_that_cannot_be_used_is_rejected(tmp_path: Path, text: str) -> None:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        load_words(path)


LIMITS = "[limits]\ntitle_words = 12\nstep_words = 16\nrow_words = 4\nscenario_steps = [2, 6]\nphrases = 260\n"


@pytest.mark.parametrize(
    "text",
    [
        "[limits]\ntitle_words = 12\n",
        LIMITS.replace("[2, 6]", "3"),
        LIMITS + '[[exception]]\nrule = "in words"\nfile = "a.feature"\n',
        LIMITS + '[[like_phrases]]\nphrases = ["it *"]\n',
    ],
)
def test_settings_that_cannot_be_used_are_rejected(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        load_settings(path)


def test_the_command_prints_place_better_word_and_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.feature"
    path.write_text(titled("The plan fails in words"), encoding="utf-8")
    assert main([str(path)]) == 1
    line = f'{path}:2: write "with a clear message" for "in words" [in words]: The plan fails in words\n'
    assert capsys.readouterr().out == line
    assert main(["--count", str(path)]) == 1
    assert main(["--rule", "title", str(path)]) == 0


@pytest.mark.parametrize(("name", "text"), [("a.feature", "no Gherkin"), ("a.py", "def ("), ("none", None)])
def test_the_command_says_what_it_cannot_read(tmp_path: Path, name: str, text: str | None) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert main([str(path)]) == 2
