"""Phrases about results: submissions, artifacts, syntheses."""

from dataclasses import replace
from typing import Final

from hamcrest import assert_that

from acceptance.contract.samples import SUBMISSIONS, WORKS, in_full
from acceptance.contract.values import HandIn
from acceptance.contract.words import names_in
from acceptance.matchers.findings import Finding
from acceptance.matchers.synthesis import (
    contains_in_order,
    contains_result,
    contains_results_of,
    lists_nothing_as_unfinished,
    lists_unfinished,
    refers_to_the_artifact_of,
)
from acceptance.matchers.work import (
    has_an_artifact,
    has_different_artifacts,
    has_its_size_reported,
    has_its_whole_work_left,
    has_its_work_unchanged,
    has_no_work_left,
    has_recorded,
    has_work,
)
from acceptance.scenario.tasks import Task
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

ARTIFACTS: Final = {
    "an artifact": has_an_artifact(),
    "exactly one artifact": has_different_artifacts(1),
    "2 different artifacts": has_different_artifacts(2),
}
CONTENTS: Final = {"what was submitted": has_its_work_unchanged(), "the accepted work": has_its_work_unchanged()}
SAMPLES: Final = {name if name.endswith("of work") else f"work that contains {name}": name for name in WORKS}
MANNERS: Final = {f" {name}" if name else "": work for name, work in SUBMISSIONS.items()}

declare_type("Submission", one_of(MANNERS), MANNERS.__getitem__)
declare_type("Sample", one_of(SAMPLES), lambda text: WORKS[SAMPLES[text]])
declare_type(
    "Content",
    rf'{one_of(CONTENTS)}|"[^"]*"',
    lambda text: CONTENTS.get(text) or has_work(text.strip('"')),
    'what was submitted; the accepted work; "…"',
)
declare_type("Artifacts", one_of(ARTIFACTS), ARTIFACTS.__getitem__)
declare_type(
    "Unfinished", r'"[^"]*"|nothing', lambda text: text.strip('"') if text != "nothing" else "", 'nothing; "…"'
)


@given("{whose:Whose} result is submitted{manner:Submission}")
@when("{whose:Whose} result is submitted{manner:Submission}")
def submit(context: Scene, whose: str, manner: HandIn) -> None:
    """Submit a summary and detailed work; as complete where nothing else is said."""
    context.state.speak_of(whose).hand_in(manner)


@given("its result is submitted{manner:Submission} with the summary {summary:Quoted}")
@when("its result is submitted{manner:Submission} with the summary {summary:Quoted}")
def submit_with_summary(context: Scene, manner: HandIn, summary: str) -> None:
    """Submit a result with this summary; as complete where nothing else is said."""
    context.state.it.hand_in(replace(manner, summary=in_full(summary)))


@when("its result is submitted with {work:Sample}")
def submit_work(context: Scene, work: str) -> None:
    """Submit a result as complete, with this text as the detailed work."""
    context.state.it.hand_in(HandIn(work=work))


@when('its result is submitted{manner:Submission} naming the files "{names:Name}"')
def submit_naming_files(context: Scene, manner: HandIn, names: str) -> None:
    """Submit a result that names these files; as complete where nothing else is said."""
    context.state.it.hand_in(replace(manner, files=tuple(names_in(names))))


@given("{who:Task} is completed with the summary {summary:Quoted}")
@when("{who:Task} is completed with the summary {summary:Quoted}")
def complete_with_summary(context: Scene, who: str, summary: str) -> None:
    """Start the task and submit its result as complete, with this summary."""
    context.state.speak_of(who).complete(summary)


@then("its artifact is byte for byte {content:Content}")
def artifact_is_unchanged(context: Scene, content: Finding[Task]) -> None:
    """The file of the artifact contains exactly these bytes; a rejected submission is no accepted work."""
    assert_that(context.state.it, content)


@then("all of its submitted work can be read")
def full_work_can_be_read(context: Scene) -> None:
    """A file of the task contains all bytes of the detailed work, and possibly more."""
    assert_that(context.state.it, has_its_whole_work_left())


@then("its artifact's size is the number of bytes submitted")
def artifact_size_is_reported(context: Scene) -> None:
    """The orchestrator reports the size of the artifact in bytes."""
    assert_that(context.state.it, has_its_size_reported())


@then('the files "{names:Name}" are recorded with the task')
def files_are_recorded(context: Scene, names: str) -> None:
    """The task or the reply to the submission shows these files as they were given."""
    assert_that(context.state.it, has_recorded(names_in(names)))


@then("none of its work is stored")
def no_work_is_left(context: Scene) -> None:
    """The orchestrator shows no artifact of the task, and its files are gone."""
    assert_that(context.state.it, has_no_work_left())


@given("the results of {who:Task} are synthesised")
@when("the results of {who:Task} are synthesised")
def synthesise(context: Scene, who: str) -> None:
    """Combine the results of the subtasks of a task."""
    context.state.speak_of(who).synthesize()


@then('the synthesis contains {summary:Quoted} as the result of "{name:Name}"')
def synthesis_contains(context: Scene, summary: str, name: str) -> None:
    """The synthesis shows this summary with this task."""
    assert_that(context.state.reply, contains_result(summary, context.state.task(name)))


@then('the synthesis contains a result for every subtask of "{parent:Name}"')
def synthesis_contains_every_result(context: Scene, parent: str) -> None:
    """The synthesis shows a result of each subtask."""
    assert_that(context.state.reply, contains_results_of(context.state.families[parent]))


@then('the results are in the order "{names:Name}"')
def results_are_in_order(context: Scene, names: str) -> None:
    """The synthesis shows the results in this order."""
    tasks = context.state.tasks_named(names_in(names))
    assert_that(context.state.reply, contains_in_order(tasks))


@then('the synthesis refers to the artifact of "{name:Name}"')
def synthesis_refers_to_artifact(context: Scene, name: str) -> None:
    """The synthesis contains the path of the task's artifact."""
    assert_that(context.state.reply, refers_to_the_artifact_of(context.state.task(name)))


@then("it has {artifacts:Artifacts}")
def it_has_artifacts(context: Scene, artifacts: Finding[Task]) -> None:
    """The orchestrator shows an artifact whose file exists, or several with different identities and paths."""
    assert_that(context.state.it, artifacts)


@then("the synthesis lists {what:Unfinished} as unfinished")
def synthesis_lists_unfinished(context: Scene, what: str) -> None:
    """The synthesis names the task among the unfinished ones, or none at all."""
    expected = lists_unfinished(context.state.task(what)) if what else lists_nothing_as_unfinished()
    assert_that(context.state.reply, expected)
