"""An orchestrator under test, spoken to in the verbs of the domain."""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from acceptance.confinement.files import WorkspaceFiles
from acceptance.contract.calls import Call, ToolResult
from acceptance.contract.paging import next_page
from acceptance.contract.reply import Reply
from acceptance.contract.values import SubtaskPlan, TaskField, TaskPlan, TaskQuery
from acceptance.contract.views import TaskView
from acceptance.errors import NotApplicableError, NotJudgedError, NotOfferedError, TargetFaultError
from acceptance.servers.looks import Looks
from acceptance.servers.verbs import Verbs

if TYPE_CHECKING:
    from mcp_types import Tool

    from acceptance.transport.connection import Connection

PAGE: Final = 100
# A question is never followed over more pages than these: a server whose pages have no end must not hang the suite.
MOST_PAGES: Final = 2_000
NO_WORKSPACE: Final = "it needs the target's files, and the target does not say where they are (key `workspace`)"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call that was made: its result, or why it has none, and how long that took.

    Attributes:
        made: the calls that were really sent for it, each as an attempt of its own.
    """

    call: Call
    outcome: ToolResult | TargetFaultError
    milliseconds: float
    made: tuple[Attempt, ...] = ()


class Orchestrator(Verbs):
    """One orchestrator and its workspace, be it connected to or only known by its list of tools."""

    @property
    @abstractmethod
    def connection(self) -> Connection:
        """How it is spoken to."""

    @property
    @abstractmethod
    def tools(self) -> Mapping[str, Tool]:
        """The tools that it listed at first, by our names."""

    @property
    def files(self) -> WorkspaceFiles:
        """The only way to its files.

        Raises:
            NotJudgedError: it runs elsewhere, in a directory that is not known.
        """
        # A workspace of our own was made free of symbolic links, and one that is there now is the server's. Where a
        # server that runs elsewhere works, its operator says, and may do so through a link.
        made = bool(self.connection.target.command)
        return WorkspaceFiles(self.workspace if made else Path(os.path.realpath(self.workspace)))

    @property
    @abstractmethod
    def named_workspace(self) -> str | None:
        """The directory that it works in, as a call names it; `None` where that is not known."""

    @property
    @abstractmethod
    def workspace_if_known(self) -> Path | None:
        """The directory that it works in."""

    @abstractmethod
    def attempt(self, call: Call, *, seconds: float | None = None) -> Attempt:
        """Make a call and keep nothing of it, from any thread.

        Args:
            call: what is asked for; whether the target lists it is not looked at.
            seconds: its bound; the target's own when none is given.
        """

    @abstractmethod
    def keep(self, attempt: Attempt, *, shown: bool = True) -> None:
        """Keep a call as evidence, from the thread in which the steps run.

        Args:
            attempt: the call and what came of it.
            shown: whether the report shows the whole of it; the record has its line in any case.
        """

    @abstractmethod
    def ask_quietly(self, call: Call) -> Reply:
        """Make one of many calls of a measurement, from any thread: it is counted, and shown nowhere.

        Whether the target lists what it needs is not looked up again: `ask` for the same first.

        Raises:
            TargetFaultError: no answer came, or none that the protocol allows.
        """

    @abstractmethod
    def ask_at_once(self, calls: Sequence[Call]) -> list[Reply | TargetFaultError]:
        """Make several calls at the same time, and wait for all of them.

        Returns:
            For each call its reply, or why it has none.

        Raises:
            NotOfferedError: the target does not list what one of them needs.
        """

    @property
    def workspace(self) -> Path:
        """The directory that it works in.

        Raises:
            NotJudgedError: it runs elsewhere, in a directory that is not known.
        """
        if self.workspace_if_known is None:
            raise NotJudgedError(NO_WORKSPACE)
        return self.workspace_if_known

    @property
    def workspace_name(self) -> str:
        """The directory that it works in, as a call names it.

        Raises:
            NotJudgedError: it runs elsewhere, in a directory that is not known.
        """
        if self.named_workspace is None:
            raise NotJudgedError(NO_WORKSPACE)
        return self.named_workspace

    @property
    def alive(self) -> bool:
        """Whether the server can still be called."""
        return self.connection.alive

    def require(self, call: Call) -> None:
        """Check that the target lists what a call needs.

        Raises:
            NotOfferedError: it does not.
        """
        if call.lacking:
            raise NotOfferedError(call.lacking)
        for needed, names in ((call.tool, tuple(call.arguments)), *call.later):
            tool = self.tools.get(needed)
            if tool is None:
                own = self.dialect.own_tools(needed)
                raise NotOfferedError(f"{needed} by this name, but {', '.join(own)}" if own else needed)
            known = tool.input_schema.get("properties")
            if isinstance(known, dict):
                for name in names:
                    if name not in known:
                        raise NotOfferedError(f"{needed}({name})")

    def lacking(self, call: Call) -> str:
        """What a call needs and the target does not list; empty where it lists all."""
        try:
            self.require(call)
        except NotOfferedError as error:
            return error.what
        return ""

    def offers(self, call: Call) -> bool:
        """Whether the target lists what a call needs."""
        return not self.lacking(call)

    def open_workspace(self) -> None:
        """Initialise a session in the server's own workspace, be it named or the one it runs in anyway.

        Without a tool for sessions the directory that a server was started in is its workspace, and nothing is asked.
        """
        opening = self.opening()
        if self.offers(opening):
            self.ask(opening)

    def opening(self) -> Call:
        """The call that initialises a session in the server's own workspace."""
        if self.named_workspace is not None:
            named = self.dialect.initialize(self.named_workspace)
            if self.offers(named):
                return named
        return self.dialect.initialize(None)

    def plan_family(
        self, parent: TaskPlan, members: Sequence[SubtaskPlan], before: Callable[[SubtaskPlan], None] = lambda _: None
    ) -> list[Reply]:
        """Plan a parent and its children in their order: in one call where the dialect has one, else one by one.

        Args:
            parent: the parent.
            members: the children.
            before: is called before each child that is planned by a call of its own.

        Returns:
            The replies; the first tells the parent, and where there are more, the others tell a child each.

        Raises:
            NotApplicableError: a child depends on itself or a later one, and they are planned one by one.
        """
        whole = self.dialect.plan_family(parent, members)
        if whole is not None:
            return [self.ask(whole)]
        replies = [self.plan(parent)]
        if replies[0].refused:
            return replies
        return [*replies, *self.plan_members(members, replies[0].task.identity, before)]

    def plan_members(
        self,
        members: Sequence[SubtaskPlan],
        parent: str | None = None,
        before: Callable[[SubtaskPlan], None] = lambda _: None,
    ) -> list[Reply]:
        """Plan tasks one by one in their order, and return the reply to each.

        Args:
            members: the tasks.
            parent: their parent; without one, each is a task of its own.
            before: is called before each.

        Raises:
            NotApplicableError: a task depends on itself or a later one.
        """
        replies: list[Reply] = []
        known: dict[str, str | None] = {}
        above = {} if parent is None else {TaskField.PARENT: parent}
        for member in members:
            before(member)
            if not known.keys() >= set(member.waits_for):
                raise NotApplicableError("here a task can only be planned to depend on tasks that exist already")
            waits = [known[title] for title in member.waits_for]
            awaited = {TaskField.DEPENDS_ON: waits} if waits else {}
            replies.append(self.plan(TaskPlan({**member.plan.given, **above, **awaited})))
            known[member.plan.title] = replies[-1].task.identity if replies[-1].accepted else None
        return replies

    def look(self, identity: str, title: str, parent: str | None) -> TaskView | None:
        """Find a task by any tool that shows it; `None` where no tool shows it.

        Raises:
            NotOfferedError: the target has no tool that shows tasks.
            TargetFaultError: no look worked, so that nothing can be said of the task.
        """
        calls = list(self.dialect.looks(identity, title, parent))
        offered = [one for one in calls if self.offers(one.page(one.most_of_a_page(PAGE), 0) if one.paged else one)]
        if not offered:
            raise NotOfferedError(calls[0].tool if calls else "look at a task")
        looks = Looks(identity)
        for call in offered:
            view = looks.take(self, call)
            if view is not None:
                return view
        looks.check()
        return None

    def pages(self, call: Call, size: int = PAGE) -> Iterator[Reply]:
        """Make a call and, where its answer has pages, the calls for the further ones, as long as they bring tasks."""
        if not call.paged:
            yield self.ask(call)
            return
        size = call.most_of_a_page(size)
        offset: int | None = 0
        for _ in range(MOST_PAGES):
            # What has no first page is not offered at all, which is told when it is asked for.
            if offset is None or ((page := call.page(size, offset)).lacking and offset):
                return
            yield (reply := self.ask(page))
            offset = next_page(reply, offset, size)

    def find(self, question: TaskQuery, size: int | None = None) -> list[Reply]:
        """Ask for tasks over all pages, of as many tasks each."""
        return list(self.pages(self.dialect.look_up(question), size or PAGE))
