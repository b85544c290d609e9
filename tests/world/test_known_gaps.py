"""A scenario that begins like one that was found to be no part of the target is skipped with its reason."""

from behave.model import Scenario
from behave.model_type import Status
from behave.parser import parse_feature

from acceptance.errors import NOT_APPLICABLE
from steps.support.known_gaps import KnownGaps

FEATURE = """
Feature: Ends
  Scenario: Answers
    Given 20 calls are in flight
    When it is told to end
    Then all are answered
  Scenario: Stops
    Given 20 calls are in flight
    When it is told to end
    Then it stops
  Scenario: Fewer
    Given 20 calls are in flight
      | call |
      | plan |
    When it is told to end
    Then it stops
  Scenario: Of another kind
    Given 20 calls are in flight
      | task |
      | plan |
    When it is told to end
    Then it stops
  Scenario: Another way
    Given 20 calls are in flight
    When its client leaves
    Then it stops
"""
REASON = f"{NOT_APPLICABLE}: the store cannot be locked"


def scenarios() -> list[Scenario]:
    return list(parse_feature(FEATURE).walk_scenarios())


def skipped(scenario: Scenario, number: int, reason: str = REASON) -> KnownGaps:
    """What is learned of a scenario of which a step skipped it."""
    gaps = KnownGaps()
    scenario.skip_reason = reason
    for step in scenario.steps[: number + 1]:
        step.status = Status.skipped if step is scenario.steps[number] else Status.passed
        gaps.learn(scenario, step)
    return gaps


def test_what_begins_alike_has_the_same_reason() -> None:
    answers, stops, *others = scenarios()
    gaps = skipped(answers, 1)
    assert [gaps.of(one) for one in (answers, stops, *others)] == [REASON, REASON, "", "", ""]


def test_tables_are_alike_only_with_the_same_headings() -> None:
    *_, fewer, of_another_kind, _ = scenarios()
    assert skipped(fewer, 0).of(of_another_kind) == ""


def test_nothing_is_learned_of_assertions_and_of_other_reasons() -> None:
    answers, stops, *_ = scenarios()
    assert skipped(answers, 2).of(stops) == ""
    assert skipped(answers, 1, "NOT MEASURABLE HERE: too busy").of(stops) == ""
