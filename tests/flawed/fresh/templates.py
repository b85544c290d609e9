"""Fresh flaws of templates and of maintenance."""

from itertools import islice

from reference_orchestrator.domain import templates
from reference_orchestrator.domain.families import parents_first
from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.domain.tasks import TaskStatus
from reference_orchestrator.domain.templates import read_template
from reference_orchestrator.domain.times import stamp
from reference_orchestrator.template_folder import Category
from reference_orchestrator.tools import maintenance, template_use
from reference_orchestrator.tools.templates import folder_of, stored_template
from tests.flawed.fresh.declaring import fresh
from tests.flawed.lying import Lie, given, with_given

MAINTENANCE = "orchestrator_maintenance_coordinator"


@fresh(
    "one-id-is-listed-once",
    "The list of templates tells an id that is in two categories only once.",
    breaks="TMPL-1",
)
def _(lie: Lie) -> None:
    def change(reply, _):
        listed = {one["template_id"]: one for one in reversed(reply["templates"])}
        if len(listed) == len(reply["templates"]):
            return None
        return {**reply, "templates": list(listed.values()), "total_count": len(listed)}

    lie.reply("template_list", change)


@fresh(
    "a-default-is-not-held-against-its-rules",
    "The default of a template's parameter may be of another type than the parameter, or outside its enumeration.",
    breaks="TMPL-1 TMPL-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def problems(name, rules):
            without = {rule: value for rule, value in rules.items() if rule != "default"}
            if len(list(original(name, rules))) > len(list(original(name, without))):
                lie.told()
            yield from original(name, without)

        return problems

    lie.patch(templates, "_parameter_problems", make)


@fresh(
    "lengths-are-counted-in-bytes",
    "max_length of a template's parameter is held against the bytes of a text, not its characters.",
    breaks="TMPL-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def check(name, rules, value):
            original(name, rules, value)
            longest = rules.get("max_length")
            if longest is not None and isinstance(value, str) and len(value.encode("utf-8")) > longest:
                lie.told()
                raise Refusal(f"The parameter {name} is {shown(value)}, which is longer than {longest}.")

        return check

    lie.patch(templates, "_check_value", make)


@fresh(
    "tasks-before-the-refused-one-stay",
    "The tasks of a template are planned one by one; when a title is blank once filled in, those before it stay.",
    breaks="TMPL-3 PROTO-1",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        try:
            return run(call)
        except Refusal as refusal:
            if given(call, "create_tasks") and "blank once it is filled" in str(refusal):
                lie.told()
                _plan_those_before(call)
            raise

    lie.around("template_instantiate", wrap)


def _plan_those_before(call) -> None:
    """Plan the tasks of a template up to the one that is refused."""
    _, _, template, _ = stored_template(call)
    values = template._values(call.arguments.object("parameters"))
    filled = []
    try:
        filled.extend(template._fill_task(key, values) for key in parents_first(template.tasks))
    except Refusal:
        with call.write() as (_, work):
            template_use._plan(call, work, [one for one in filled if not one.dependencies])


@fresh(
    "uninstalling-begins-with-the-users",
    "Uninstalling a shared template removes the user's one of the same id, if there is one.",
    breaks="TMPL-4",
)
def _(lie: Lie) -> None:
    def wrap(run, call):
        if given(call, "category") == Category.SHARED:
            names = [name for _, name in folder_of(call).names([Category.USER])]
            if given(call, "template_id") in names:
                lie.told()
                call = with_given(call, category="user")
        return run(call)

    lie.around("template_uninstall", wrap)


@fresh(
    "overwriting-looks-at-the-version",
    "Installing with overwrite leaves alone what has the version that is shipped, even if it was changed since.",
    breaks="TMPL-5",
)
def _(lie: Lie) -> None:
    def version(content):
        template, _ = read_template(content)
        return template.metadata.get("version") if template else None

    def make(original):
        def install(folder, category, shipped, *, overwrite):
            same = {
                name: content
                for name, content in shipped.items()
                if overwrite
                and folder.exists(name, category)
                and version(folder.read(name, category)) == version(content)
            }
            if same:
                lie.told()
            rest = {name: content for name, content in shipped.items() if name not in same}
            done = original(folder, category, rest, overwrite=overwrite)
            return {**done, "skipped": [*done["skipped"], *same]}

        return install

    lie.patch(template_use, "_install", make)


# Maintenance


@fresh(
    "only-finished-work-is-inspected",
    "Validation looks at the artifacts of completed tasks only, not at work that was handed in on the way.",
    breaks="MAINT-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def inspect(directory, work, tasks, level):
            finished = [task for task in tasks if task.status is TaskStatus.COMPLETED]
            if len(finished) < len(tasks):
                lie.told()
            return original(directory, work, finished, level)

        return inspect

    lie.patch(maintenance, "inspect", make)


@fresh(
    "a-handover-is-written-below-the-last",
    "A handover is added to the file of the one before, so tasks that are done by now still stand there as open.",
    breaks="MAINT-3",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(workspace, name, lines):
            earlier = workspace / ".task_orchestrator" / "documents" / name
            if name == "handover.md" and earlier.is_file():
                lie.told()
                lines = [earlier.read_text(encoding="utf-8"), *lines]
            return original(workspace, name, lines)

        return write

    lie.patch(maintenance, "write_document", make)


@fresh(
    "the-first-damage-ends-the-look",
    "Validation stops at the first damaged artifact, and tells of no other.",
    breaks="MAINT-2",
)
def _(lie: Lie) -> None:
    def make(original):
        def inspect(directory, work, tasks, level):
            found = list(original(directory, work, tasks, level))
            if len(found) > 1:
                lie.told()
            return islice(found, 1)

        return inspect

    lie.patch(maintenance, "inspect", make)


@fresh(
    "stale-is-what-was-planned-long-ago",
    "A task in progress is stale when it was planned more than 24 hours ago, whatever was done with it since.",
    breaks="MAINT-1",
)
def _(lie: Lie) -> None:
    def change(reply, call):
        if reply["action"] != "scan_cleanup":
            return None
        long_ago = stamp(call.server_context.now() - maintenance.STALE_AFTER)
        with call.read() as (_, work):
            known = maintenance._tasks_in(call, work)
        old = [task for task in known if task.status is TaskStatus.IN_PROGRESS and task.created_at < long_ago]
        stale = [maintenance._named(task) for task in old]
        return {**reply, "stale": stale} if stale != reply["stale"] else None

    lie.reply(MAINTENANCE, change)
