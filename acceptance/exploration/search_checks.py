"""Whether a search finds what the model finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from acceptance.contract.model.operations import Search
from acceptance.contract.model.promises import Promise
from acceptance.contract.model.search import Found, find
from acceptance.contract.model.state import Workspace
from acceptance.contract.paging import is_cut_for_length
from acceptance.contract.reply import Reply
from acceptance.contract.views import TaskView
from acceptance.errors import UnreadableReplyError
from acceptance.exploration.disagreement import Disagreement, brief


def promise_of(search: Search) -> Promise:
    """The clause that a search is about first of all."""
    if search.text is not None:
        return Promise.SEARCHED
    if search.after is not None or search.before is not None:
        return Promise.TIMED
    return Promise.CHILDREN if search.children else Promise.FILTERED


def check_search(
    workspace: Workspace, search: Search, replies: Sequence[Reply], now: datetime
) -> Iterator[Disagreement]:
    """Compare what a search found, over as many pages as were read, with what it has to find."""
    found = find(workspace, search, now)
    shown = [view for reply in replies for view in flattened(reply.tasks)]
    yield from _check_order([view for reply in replies for view in reply.tasks])
    if search.limit is None and search.offset is None:
        yield from _check_all(workspace, search, found, shown)
    else:
        yield from _check_page(workspace, search, found, replies[0])
    yield from _check_total(found, replies[0], search)


def flattened(views: Sequence[TaskView]) -> Iterator[TaskView]:
    """Tasks, and the children that are told inside of them, to any depth."""
    for view in views:
        yield view
        yield from flattened(view.children)


def _check_all(workspace: Workspace, search: Search, found: Found, shown: Sequence[TaskView]) -> Iterator[Disagreement]:
    """The whole of what was found: nothing is missing, nothing repeated, and nothing else there."""
    names = {task.identity: task.name for task in workspace.tasks.values()}
    told = [names.get(str(view.identity), str(view.identity)) for view in shown]
    missing = (found.certain | found.added) - set(told)
    others = set(told) - found.possible - found.added - found.perhaps
    if missing:
        promise = Promise.CHILDREN if missing <= found.added else promise_of(search)
        yield Disagreement(
            promise, f"the search to find {_titles(workspace, missing)}", f"it finds {len(shown)} others"
        )
    if others:
        yield Disagreement(
            _broken_by(workspace, search, others), "the search to find nothing else", _found(workspace, others)
        )
    if len(told) != len(set(told)) and not search.children:
        yield Disagreement(Promise.PAGED, "each task once over all pages", f"{len(told) - len(set(told))} come twice")


def _check_page(workspace: Workspace, search: Search, found: Found, reply: Reply) -> Iterator[Disagreement]:
    """One page of what was found: as many as fit on it, and none else."""
    names = {task.identity: task.name for task in workspace.tasks.values()}
    told = {names.get(str(view.identity), str(view.identity)) for view in flattened(reply.tasks)}
    others = told - found.possible - found.added - found.perhaps
    if others:
        yield Disagreement(
            _broken_by(workspace, search, others), "the page to show nothing else", _found(workspace, others)
        )
    if search.children or found.certain != found.possible:
        return
    limit = len(found.certain) if search.limit is None else search.limit
    expected = max(0, min(limit, len(found.certain) - (search.offset or 0)))
    if len(reply.tasks) != expected and not (len(reply.tasks) < expected and is_cut_for_length(reply)):
        yield Disagreement(Promise.PAGED, f"{expected} tasks on the page", f"there are {len(reply.tasks)}")


def _check_total(found: Found, reply: Reply, search: Search) -> Iterator[Disagreement]:
    """The count before the page was cut; whether children that come along count is not said."""
    try:
        total = reply.total
    except UnreadableReplyError:
        return
    most = len(found.possible | found.added | found.perhaps) if search.children else len(found.possible)
    if not len(found.certain) <= total <= most:
        yield Disagreement(Promise.PAGED, f"a total count of {len(found.certain)}", f"it is {total}")


def _check_order(shown: Sequence[TaskView]) -> Iterator[Disagreement]:
    """Newest first, as far as the moments that are told differ by a second."""
    moments = [(moment(view.created), view) for view in shown if view.created]
    for (earlier, one), (later, other) in pairwise(moments):
        if earlier is not None and later is not None and (later - earlier).total_seconds() >= 1:
            yield Disagreement(Promise.ORDERED, "the newest task first", f"{one.created} comes before {other.created}")


def moment(told: str | None) -> datetime | None:
    """A moment as it is told, in UTC; None where it is none. Without an offset it is UTC."""
    try:
        read = datetime.fromisoformat(str(told))
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _titles(workspace: Workspace, names: set[str] | frozenset[str]) -> str:
    tasks = workspace.tasks
    return ", ".join(brief(tasks[name].title) if name in tasks else f"the unknown {name}" for name in sorted(names))


def _broken_by(workspace: Workspace, search: Search, others: set[str]) -> Promise:
    """Whose promise is broken by tasks that are found and should not be: the deletion's, where all are deleted."""
    return Promise.DELETED if others <= workspace.deleted.keys() else promise_of(search)


def _found(workspace: Workspace, others: set[str]) -> str:
    deleted = [brief(workspace.deleted[one].title) for one in sorted(others) if one in workspace.deleted]
    gone = f", of which {', '.join(deleted)} were deleted" if deleted else ""
    return f"it finds {_titles(workspace, others)}{gone}"
