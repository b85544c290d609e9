"""Lies about words, values and calls that are tried last: `active`, a million characters, a part of a library."""

from reference_orchestrator.domain.refusals import Refusal
from reference_orchestrator.domain.tasks import Specialist
from reference_orchestrator.roles import Roles
from reference_orchestrator.server import Dispatcher
from reference_orchestrator.tools import template_use
from tests.flawed.lying import Lie, flaw, given, with_given

LONGEST = 65_536


@flaw(
    "active-is-no-state-to-change-to",
    "An update to `active` is refused.",
    breaks="TASK-4",
    caught_by="A change to active puts a blocked task in progress",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "status") != "active":
            return run(call)
        lie.told()
        raise Refusal("status is active, and that is no state: give in_progress.")

    lie.around("orchestrator_update_task", wrap)


@flaw(
    "active-finds-every-open-task",
    "A search for `active` tasks finds blocked ones too.",
    breaks="TASK-7 VALID-4",
    caught_by="A search for active tasks finds exactly the subtask in progress",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "status") != ["active"]:
            return run(call)
        lie.told()
        return run(with_given(call, status=["in_progress", "blocked"]))

    lie.around("orchestrator_query_tasks", wrap)


@flaw(
    "the-reply-to-a-plan-keeps-a-date-back",
    "The reply to a plan leaves out the due date.",
    breaks="TASK-1",
    caught_by="The reply to a plan shows the planned due date",
)
def _(lie: Lie) -> None:
    lie.reply("orchestrator_plan_task", lambda reply, call: {**reply, "due_date": None} if reply["due_date"] else None)


@flaw(
    "the-reply-to-a-plan-tells-no-default",
    "The reply to a plan tells another complexity where none was given.",
    breaks="TASK-1",
    caught_by='The reply to a plan without a complexity shows the complexity "moderate"',
)
def _(lie: Lie) -> None:
    # A call that leaves the complexity out comes with its default filled in: only the usual task is lied about.
    lie.reply(
        "orchestrator_plan_task",
        lambda reply, call: {**reply, "complexity": "simple"} if reply["title"] == "Tidy the shelves" else None,
    )


@flaw(
    "a-refused-call-plans-all-the-same",
    "A plan without a description is refused, and the task exists.",
    breaks="PROTO-2 TASK-1",
    caught_by="No invalid call of orchestrator_plan_task plans a task",
)
def _(lie: Lie) -> None:
    def make(original):
        async def call(self, name, arguments):
            result = await original(self, name, arguments)
            if name == "orchestrator_plan_task" and "description" not in arguments and "title" in arguments:
                lie.told()
                await original(self, name, {**arguments, "description": ""})
            return result

        return call

    lie.patch(Dispatcher, "call", make)


@flaw(
    "two-specialists-share-a-role",
    "The tester is told what the analyst is told.",
    breaks="EXEC-2 TASK-2",
    caught_by="Each of the ten specialists has role instructions of its own",
)
def _(lie: Lie) -> None:
    def make(original):
        def get(self, specialist):
            if specialist is not Specialist.TESTER:
                return original(self, specialist)
            lie.told()
            return original(self, Specialist.ANALYST)

        return get

    lie.patch(Roles, "get", make)


def cut(lie: Lie, tool: str, name: str) -> None:
    """Cut a text that a tool is given after the longest that is kept."""

    def wrap(run, call):
        text = given(call, name)
        if text is None or len(text) <= LONGEST:
            return run(call)
        lie.told()
        return run(with_given(call, **{name: text[:LONGEST]}))

    lie.around(tool, wrap)


@flaw(
    "a-long-description-is-cut",
    "A description longer than 65,536 characters is cut.",
    breaks="TASK-1 SAFE-7",
    caught_by="A million characters in the description read back unchanged",
    touches="FAULT-5",
)
def _(lie: Lie) -> None:
    cut(lie, "orchestrator_plan_task", "description")


@flaw(
    "a-long-summary-is-cut",
    "A summary longer than 65,536 characters is cut.",
    breaks="TASK-3 SAFE-7",
    caught_by="A summary of a million characters reads back unchanged",
)
def _(lie: Lie) -> None:
    cut(lie, "orchestrator_complete_task", "summary")


@flaw(
    "a-long-reason-is-cut",
    "A cancellation reason longer than 65,536 characters is cut.",
    breaks="TASK-5 SAFE-7",
    caught_by="A cancellation reason of a million characters reads back unchanged",
)
def _(lie: Lie) -> None:
    cut(lie, "orchestrator_cancel_task", "reason")


@flaw(
    "one-part-brings-all",
    "Who installs one part of the library gets all parts, and is told of the one.",
    breaks="TMPL-5",
    caught_by="A part of the built-in library is installed without the others",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        part = given(call, "category")
        if part not in template_use.PARTS:
            return run(call)
        lie.told()
        own, done = template_use._shipped("library", part), run(with_given(call, category="all"))
        told = {name: [one for one in done[name] if one in own] for name in ("installed", "overwritten", "skipped")}
        return {"category": part, **told}

    lie.around("template_install_default_library", wrap)


@flaw(
    "examples-are-always-shared",
    "The examples are installed as shared templates, whatever category was named.",
    breaks="TMPL-5",
    caught_by="the example collection of the user is installed as user templates",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "category") != "user":
            return run(call)
        lie.told()
        return {**run(with_given(call, category="shared")), "category": "user"}

    lie.around("template_install_examples", wrap)


@flaw(
    "an-error-is-always-in-the-third-line",
    "A malformed template is told to be wrong in line 3, wherever that is.",
    breaks="TMPL-1",
    caught_by="The rejection of an incomplete template names the line",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            before, line, behind = str(refusal).partition("line ")
            if not line:
                raise
            lie.told()
            raise Refusal(f"{before}line 3,{behind.partition(',')[2]}") from None

    lie.around("template_create", wrap)


@flaw(
    "a-reply-tells-the-first-state-again",
    "The replies to updates and submissions of a task tell the state that the first of them told.",
    breaks="TASK-3 TASK-4",
    caught_by=(
        "The reply to a second submission shows the task as completed",
        "The reply to a second change shows the new state",
    ),
)
def _(lie: Lie) -> None:
    def of_the_first():
        first: dict[str, str] = {}

        def told_again(reply, call):
            state = first.setdefault(reply["task_id"], reply["status"])
            return {**reply, "status": state} if state != reply["status"] else None

        return told_again

    for tool in ("orchestrator_update_task", "orchestrator_complete_task"):
        lie.reply(tool, of_the_first())
