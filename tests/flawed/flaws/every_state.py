"""Lies that only a second look, another state or another value shows, where the usual one is right."""

import json

from reference_orchestrator.domain import templates as domain
from reference_orchestrator.domain.refusals import Refusal
from tests.flawed.lying import Lie, flaw, given, with_given


@flaw(
    "work-in-progress-is-not-unfinished",
    "A synthesis does not list a subtask in progress as unfinished.",
    breaks="VALID-7 RESULT-1",
    caught_by="A synthesis lists a subtask that is in progress as unfinished",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        kept = [one for one in reply["unfinished"] if one["status"] != "in_progress"]
        return {**reply, "unfinished": kept} if len(kept) < len(reply["unfinished"]) else None

    lie.reply("orchestrator_synthesize_results", change)


@flaw(
    "cancelled-is-unfinished",
    "A synthesis lists a cancelled subtask as unfinished.",
    breaks="VALID-7 RESULT-1",
    caught_by="A synthesis does not list a subtask that is cancelled as unfinished",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        cancelled = [one for one in reply["results"] if one["status"] == "cancelled"]
        named = [{name: one[name] for name in ("task_id", "title", "status")} for one in cancelled]
        return {**reply, "unfinished": [*reply["unfinished"], *named]} if named else None

    lie.reply("orchestrator_synthesize_results", change)


@flaw(
    "a-completed-parent-has-nothing-unfinished",
    "The synthesis of a completed parent lists nothing as unfinished.",
    breaks="VALID-7 RESULT-1",
    caught_by="The synthesis of a completed parent task still lists its unfinished subtask",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_synthesize_results",
        lambda reply, call: (
            {**reply, "unfinished": []} if reply["unfinished"] and reply["status"] == "completed" else None
        ),
    )


@flaw(
    "a-synthesis-has-the-last-artifact-only",
    "A synthesis refers to the last artifact of each subtask only.",
    breaks="VALID-7 RESULT-1",
    caught_by="A synthesis refers to every artifact of every subtask",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        if all(len(one["artifacts"]) < 2 for one in reply["results"]):
            return None
        return {**reply, "results": [{**one, "artifacts": one["artifacts"][-1:]} for one in reply["results"]]}

    lie.reply("orchestrator_synthesize_results", change)


def later_artifacts(lie: Lie, **fields) -> None:
    """Have searches show other fields of artifacts than the submission did."""

    def change(reply, call):
        if not any(one.get("artifacts") for one in reply["tasks"]):
            return None
        shown = [
            {**one, "artifacts": [{**artifact, **fields} for artifact in one["artifacts"]]}
            if one.get("artifacts")
            else one
            for one in reply["tasks"]
        ]
        return {**reply, "tasks": shown}

    lie.reply("orchestrator_query_tasks", change)


@flaw(
    "a-search-shows-no-size",
    "A search shows every artifact with the size 0.",
    breaks="TASK-3",
    caught_by="A later search still shows the size of an artifact",
)
def _(lie: Lie) -> None:
    later_artifacts(lie, size=0)


@flaw(
    "a-search-shows-every-artifact-as-general",
    "A search shows every artifact with the type general.",
    breaks="TASK-3",
    caught_by='A later search still shows the artifact type "code"',
)
def _(lie: Lie) -> None:
    later_artifacts(lie, type="general")


@flaw(
    "the-files-are-only-echoed",
    "Only the reply to a submission shows the files that it named.",
    breaks="TASK-3",
    caught_by="A later search still shows the files named in a submission",
)
def _(lie: Lie) -> None:
    later_artifacts(lie, file_paths=[])


@flaw(
    "blank-work-is-taken",
    "Work that consists of blanks is accepted.",
    breaks="TASK-3",
    caught_by="A result submitted with only white space as its work is rejected without effect",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        work = given(call, "detailed_work")
        if not work or work.strip():
            return run(call)
        lie.told()
        return run(with_given(call, detailed_work="Nothing."))

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "an-unfinished-result-needs-no-summary",
    "A blank summary is accepted unless the task is completed with it.",
    breaks="TASK-3",
    caught_by="A result submitted as needing revision and without a summary is rejected without effect",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "next_action") == "complete" or (given(call, "summary") or "").strip():
            return run(call)
        lie.told()
        return run(with_given(call, summary="Nothing."))

    lie.around("orchestrator_complete_task", wrap)


@flaw(
    "a-state-is-changed-before-the-rest-is-checked",
    "An update that is rejected for its due date has changed the state.",
    breaks="TASK-4",
    caught_by="An update with an invalid due date does not change the state",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal:
            if given(call, "status") and given(call, "due_date"):
                lie.told()
                run(with_given(call, due_date=None))
            raise

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "an-end-time-is-not-checked",
    "A search until an invalid time is made as if no end was given.",
    breaks="TASK-7",
    caught_by="A search with an invalid end time is rejected",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal:
            if given(call, "created_before") is None:
                raise
            lie.told()
            return run(with_given(call, created_before=None))

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "open-tasks-are-counted-on-request-only",
    "Without being asked for completed tasks, the status counts no blocked task.",
    breaks="STATUS-1",
    caught_by="By default, the count of tasks that are blocked matches the search",
)
def _(lie: Lie) -> None:
    lie.reply(
        "orchestrator_get_status",
        lambda reply, call: (
            None if given(call, "include_completed") else {**reply, "counts": {**reply["counts"], "blocked": 0}}
        ),
    )


@flaw(
    "a-zero-is-no-value",
    "A parameter that is given the value 0 takes its default.",
    breaks="TMPL-3",
    caught_by="The value 0 replaces a parameter that has a default",
)
def _(lie: Lie) -> None:
    def make(original):
        def values(self, given_values):
            if 0 in given_values.values():
                lie.told()
            return original(self, {name: value for name, value in given_values.items() if value})

        return values

    lie.patch(domain.Template, "_values", make)


@flaw(
    "slashes-begin-a-comment-in-a-value",
    "What follows two slashes in a template's value is left out.",
    breaks="TMPL-3 SAFE-7",
    caught_by="A value that contains slashes is inserted unchanged",
)
def _(lie: Lie) -> None:
    def make(original):
        def written(value):
            text = original(value)
            if "//" in text:
                lie.told()
            return text.partition("//")[0]

        return written

    lie.patch(domain, "_written", make)


@flaw(
    "templates-are-plain-json",
    "A template with comments, bare keys or trailing commas is rejected.",
    breaks="TMPL-1",
    caught_by="A template can be written in JSON5",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            json.loads(given(call, "template_content"))
        except ValueError as error:
            lie.told()
            raise Refusal(f"template_content is no JSON: {error}") from None
        return run(call)

    lie.around("template_create", wrap)


@flaw(
    "a-shared-template-is-not-deleted-by-its-name",
    "A template is deleted from those of the user unless the category is named.",
    breaks="TMPL-4",
    caught_by="A shared template can be deleted without naming its category",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "category") is not None:
            return run(call)
        lie.told()
        return run(with_given(call, category="user"))

    lie.around("template_delete", wrap)
