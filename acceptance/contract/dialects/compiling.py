"""A dialect file, made ready to be spoken: every path and pattern compiled, every name in it known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Final

from acceptance.contract.dialects.compiled_arguments import ArgumentCompiler
from acceptance.contract.dialects.compiled_replies import ReplyCompiler
from acceptance.contract.dialects.dialect import Form, Looks
from acceptance.contract.dialects.dialect_file import DialectFile, did_you_mean
from acceptance.contract.dialects.limits import Limits
from acceptance.contract.dialects.parts import Parts
from acceptance.contract.dialects.reading import Field, Reading, Refusal
from acceptance.contract.dialects.speaking import ALWAYS_KNOWN, Saying
from acceptance.contract.dialects.step import Step
from acceptance.contract.dialects.vocabulary import PLANNED, VERBS, Verb
from acceptance.messages.toml_lines import line_of

ENTRIES: Final = frozenset({"subtasks"})
"""Lists whose entries have the values that a task is planned with."""
LOOKS: Final = ("look", "search", "status")
"""The verbs that change nothing. What a call of theirs takes is none of the time of a verb that looks as well."""
BOUNDS: Final = ("page", "depth")


def compiled(file: DialectFile) -> Form:
    """What a dialect file says, ready to be spoken.

    Raises:
        DialectError: something in it means nothing; the message tells the line and what to write.
    """
    return Compiler(file).form()


class Compiler:
    """Makes one dialect file ready."""

    def __init__(self, file: DialectFile) -> None:
        self._file = file
        self._content = file.content
        self._parts = Parts(file)
        self._arguments = ArgumentCompiler(self._parts)
        self._replies = ReplyCompiler(self._parts)

    def form(self) -> Form:
        """All of it."""
        content, file = self._content, self._file
        self._check_verbs()
        for name in (*content.get("values", {}), *(("states",) if "states" in content else ())):
            self._parts.words(("values", name), name)
        task = self._replies.task(content.get("task"))
        limits, looks, store = self._limits(), content.get("looks", {}), content.get("store", {})
        said = {name: replace(self._verb(name), task=task, limits=limits) for name in content["verbs"]}
        verbs = {name: knowing_looks(saying, said) for name, saying in said.items()}
        told = frozenset(content["shows"]) if "shows" in content else frozenset(task) or None
        detect = content.get("detect", {})
        files = PurePath(store.get("files", ""))
        if files.is_absolute() or ".." in files.parts or "~" in str(files)[:1]:
            raise file.mistake(("store", "files"), f'"{files}" leads out of the workspace. Write a glob below it.')
        return Form(
            path=file.path,
            speaks=content["speaks"],
            verbs=verbs,
            not_offered=content.get("not_offered", {}),
            marks=tuple(detect.get("has", ())),
            lacks=tuple(detect.get("lacks", ())),
            looks=Looks(tuple(looks.get("order", ())), looks.get("longest_search", 120), looks.get("artifacts", False)),
            shows=told,
            shows_work=content.get("shows_work", not task or "artifacts" in task),
            keeps_artifacts=not task or "artifacts" in task or any(map(tells_artifacts, verbs.values())),
            limits=limits,
            store=store.get("files", ""),
            own=content.get("own", False),
            refusal=self._refusal((), {}),
            text=file.text,
        )

    def _check_verbs(self) -> None:
        """Check that all verbs are such, and none is both said and not offered.

        Raises:
            DialectError: one is not.
        """
        content = self._content
        for table in ("verbs", "not_offered"):
            for name in content.get(table, {}):
                if name not in VERBS:
                    near = did_you_mean(name, VERBS)
                    raise self._file.mistake((table, name), f'there is no verb "{name}". {near}')
        for name in content["verbs"].keys() & content.get("not_offered", {}).keys():
            raise self._file.mistake(
                ("not_offered", name), f'"{name}" has a table [verbs.{name}] as well. Remove one of the two.'
            )

    def _limits(self) -> Limits:
        limits = self._content.get("limits", {})
        texts = dict.fromkeys(name for verb in VERBS.values() for name in verb.takes)
        known = (*BOUNDS, "one_line", *texts)
        for name in limits:
            if name not in known:
                raise self._file.mistake(
                    ("limits", name), f'"{name}" is nothing that has a limit. {did_you_mean(name, known)}'
                )
        one_line = limits.get("one_line", [])
        self._parts.check_names(("limits", "one_line"), one_line, texts)
        longest = {name: bound for name, bound in limits.items() if name not in (*BOUNDS, "one_line")}
        return Limits(longest, limits.get("page"), limits.get("depth"), frozenset(one_line))

    def _verb(self, name: str) -> Saying:
        table, verb, keys = self._content["verbs"][name], VERBS[name], ("verbs", name)
        common = {key: table[key] for key in ("reply", "refusal") if key in table}
        rows: Iterable[tuple[tuple[str | int, ...], Mapping[str, Any]]] = [(keys, table)]
        if "steps" in table:
            for key in table.keys() - {"reply", "refusal", "only", "ignores", "needs", "steps"}:
                raise self._file.mistake((*keys, key), f'"{key}" belongs into one of the steps of "{name}".')
            rows = [((*keys, "steps", at), {**common, **row}) for at, row in enumerate(table["steps"])]
        steps: list[Step] = []
        for place, row in rows:
            steps.append(self._step(verb, place, row, frozenset().union(*(step.kept for step in steps))))
        for key in ("only", "ignores", "needs"):
            self._parts.check_names((*keys, key), table.get(key, ()), verb.takes)
        only = {what: tuple(values) for what, values in table.get("only", {}).items()}
        ignored, needed = frozenset(table.get("ignores", ())), tuple(table.get("needs", ()))
        return Saying(verb, tuple(steps), only=only, ignored=ignored, needed=needed)

    def _step(self, verb: Verb, keys: tuple[str | int, ...], row: Mapping[str, Any], kept: frozenset[str]) -> Step:
        known = frozenset(verb.takes) | ALWAYS_KNOWN | kept
        each = self._parts.path((*keys, "each"), row["each"], known) if "each" in row else None
        if each is not None and each.roots & ENTRIES:
            known |= frozenset(PLANNED)
        self._parts.check_names((*keys, "finds"), row.get("finds", ()), verb.takes)
        return Step(
            tool=row["tool"],
            arguments=self._arguments.read((*keys, "arguments"), row.get("arguments", {}), known),
            condition=self._parts.path((*keys, "only_if"), row["only_if"], known) if "only_if" in row else None,
            impossible=self._parts.path((*keys, "not_offered_if"), row["not_offered_if"], known)
            if "not_offered_if" in row
            else None,
            each=each,
            until=row.get("until", ""),
            at_most=row.get("at_most", 5),
            carry={name: self._kept((*keys, "carry", name), path, verb) for name, path in row.get("carry", {}).items()},
            gather={
                name: self._kept((*keys, "gather", name), path, verb) for name, path in row.get("gather", {}).items()
            },
            reading=self._reading((*keys, "reply"), row),
            finds=tuple(row.get("finds", ())),
            refusal=self._refusal(keys, row),
        )

    def _kept(self, keys: tuple[str | int, ...], one: Any, verb: Verb) -> Field:
        name = str(keys[-1])
        if name in verb.takes or name in ALWAYS_KNOWN:
            raise self._file.mistake(keys, f'"{name}" is what is asked for already. Carry it under another name.')
        return self._replies.field(keys, one)

    def _reading(self, keys: tuple[str | int, ...], row: Mapping[str, Any]) -> Reading | None:
        if "task" not in self._content and "reply" not in self._content and "reply" not in row:
            return None
        if "reply" in row:
            return self._replies.reading(keys, row["reply"])
        return self._replies.reading(("reply",), self._content.get("reply", {}))

    def _refusal(self, keys: tuple[str | int, ...], row: Mapping[str, Any]) -> Refusal:
        if "refusal" in row:
            return self._replies.refusal((*keys, "refusal"), row["refusal"])
        return self._replies.refusal(("refusal",), self._content.get("refusal", {}))


def tells_artifacts(saying: Saying) -> bool:
    """Whether a reply to a verb tells artifacts of its own."""
    return any(step.reading is not None and "artifacts" in step.reading.fields for step in saying.steps)


def knowing_looks(saying: Saying, verbs: Mapping[str, Saying]) -> Saying:
    """The same verb, with those of its calls marked that do no more than look.

    Args:
        saying: the verb.
        verbs: all verbs of the file: what is a look is told by those that look.
    """
    looks = {step.form for name in LOOKS if name in verbs for step in verbs[name].steps}
    own = any(step.form not in looks for step in saying.steps)
    return replace(saying, steps=tuple(replace(step, looks=own and step.form in looks) for step in saying.steps))


def unfilled(form: Form, required: Mapping[str, Iterable[str]]) -> list[str]:
    """The required arguments that a dialect never fills, each as a sentence.

    Args:
        form: the dialect.
        required: the arguments that a server's tools require, by the tool's name.
    """
    return [
        f'{form.path.name}, line {line_of(form.text, ("verbs", name))}: the verb "{name}" calls {step.tool} without '
        f'its required argument "{argument}". Write {argument} = NAME below its arguments, or '
        f"{argument} = {{ constant = VALUE }}."
        for name, saying in form.verbs.items()
        for step in saying.steps
        for argument in required.get(step.tool, ())
        if argument not in step.arguments
    ]
