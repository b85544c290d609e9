"""The specialists' roles: ten come with the program, and a workspace may make each its own (Contract TASK-2)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Final

import yaml

from reference_orchestrator.artifacts import FOLDER, own_path
from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.domain.tasks import Specialist

ROLES_FILE: Final = FOLDER / "roles.yaml"


@dataclass(frozen=True)
class Role:
    """What a specialist is told.

    Attributes:
        name: such as `Tester`.
        expertise: what the specialist knows.
        approach: how the specialist works.
        instructions: what the specialist has to do, in order.
    """

    name: str
    expertise: tuple[str, ...] = ()
    approach: tuple[str, ...] = ()
    instructions: tuple[str, ...] = ()


class Roles:
    """The roles of one workspace."""

    def __init__(self, workspace: Path) -> None:
        """Describe the roles; files are read when a role is asked for.

        Args:
            workspace: absolute, with its own symbolic links resolved.
        """
        self._workspace = workspace

    def get(self, specialist: Specialist | None) -> Role:
        """The role of a specialist; a task without one is done in the generic role.

        What `.task_orchestrator/roles.yaml` says of a role replaces what comes with the program, field by field.

        Raises:
            Refusal: that file is malformed; the text names file and line.
        """
        wanted = specialist or Specialist.GENERIC
        role = self._built_in[wanted]
        own = own_path(self._workspace, ROLES_FILE)
        try:
            text = own.read_text(encoding="utf-8")
        except FileNotFoundError:
            return role
        except (OSError, ValueError) as error:
            raise Refusal(f"The roles in {own} cannot be read: {error}. Fix the file, or remove it.") from error
        return _read(text, str(own), self._built_in).get(wanted, role)

    @cached_property
    def _built_in(self) -> Mapping[Specialist, Role]:
        file = resources.files("reference_orchestrator") / "roles.yaml"
        blank = {specialist: Role(specialist.value) for specialist in Specialist}
        return _read(file.read_text(encoding="utf-8"), "roles.yaml", blank)


def _read(text: str, file: str, base: Mapping[Specialist, Role]) -> dict[Specialist, Role]:
    """Read a file of roles.

    Args:
        text: the file's content.
        file: its name, for refusals.
        base: what is said of a role where the file says nothing.

    Raises:
        Refusal: the file is malformed.
    """
    try:
        document = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise _malformed(file, mark.line if mark else 0, f"it is no YAML: {problem}") from error
    roles: dict[Specialist, Role] = {}
    for key, node in _entries(document, file):
        if key.value not in list(Specialist):
            known = ", ".join(Specialist)
            raise _malformed(file, key.start_mark.line, f"{shown(key.value)} is no role; the roles are {known}")
        specialist = Specialist(key.value)
        roles[specialist] = _role(node, file, base[specialist])
    return roles


def _role(node: yaml.Node, file: str, base: Role) -> Role:
    known = [field.name for field in fields(Role)]
    name = base.name
    lists = {"expertise": base.expertise, "approach": base.approach, "instructions": base.instructions}
    for key, value in _entries(node, file):
        if key.value not in known:
            known_names = ", ".join(known)
            raise _malformed(file, key.start_mark.line, f"{shown(key.value)} is none of {known_names}")
        if key.value == "name":
            name = _text(value, file)
        elif isinstance(value, yaml.SequenceNode):
            lists[key.value] = tuple(_text(item, file) for item in value.value)
        else:
            raise _malformed(file, value.start_mark.line, f"{key.value} is no list")
    return Role(name, lists["expertise"], lists["approach"], lists["instructions"])


def _entries(node: yaml.Node | None, file: str) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    """The entries of a mapping; an empty file has none."""
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise _malformed(file, node.start_mark.line, "names and values are wanted here")
    for key, _ in node.value:
        _text(key, file)
    return list(node.value)


def _text(node: yaml.Node, file: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _malformed(file, node.start_mark.line, "a text is wanted here")
    return str(node.value)


def _malformed(file: str, line: int, problem: str) -> Refusal:
    """Say what is wrong where; lines are counted from 0 here and from 1 for people."""
    return Refusal(f"The roles in {file} are malformed, line {line + 1}: {problem}. Fix the file, or remove it.")
