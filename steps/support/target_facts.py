"""What the evidence keeps of a target and of what it is held against."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from acceptance.contract import tool_list
from acceptance.contract.descriptions import description_faults
from acceptance.integrity.suite import suite_digest
from acceptance.specification.declarations import Declaration
from acceptance.specification.features import Specification
from acceptance.specification.requirements import requirements_digest
from acceptance.system.paths import PATHS, ROOT
from acceptance.targets.files import files_digest
from acceptance.targets.target import Target

if TYPE_CHECKING:
    from acceptance.transport.connection import Connection


def target_facts(
    target: Target, server: Connection, specification: Specification, declarations: Sequence[Declaration]
) -> dict[str, Any]:
    """What is kept of a target, so that a verdict can tell what it is about."""
    return {
        "name": target.name,
        "server": server.server_name,
        "version": server.server_version,
        "tools": description_faults(server.first_list),
        "tools_digest": tool_list.digest(server.first_list),
        "features_digest": specification.digest,
        "requirements_digest": requirements_digest(ROOT / "features" / "requirements.md"),
        "suite_digest": suite_digest(ROOT),
        "files_digest": files_digest(target, PATHS.cache),
        "otherwise": [asdict(one) for one in declarations],
    }


def asked(options: Mapping[str, str]) -> str:
    """How the target was asked for, as it is given to `make` once more; empty for the default one."""
    words = {name.upper(): options[name] for name in ("target", "command") if options.get(name)}
    return " ".join(f"{name}={shlex.quote(word)}" for name, word in words.items())
