"""Which values of a target are secret: those whose name says so, and what stands in them."""

from __future__ import annotations

import os
from collections.abc import Mapping

from acceptance.redaction import Redactor
from acceptance.redaction.values import inside, of_address, of_command, of_name, worth_hiding
from acceptance.targets.target import Target


def secrets_of(target: Target, environment: Mapping[str, str]) -> frozenset[str]:
    """The values that are told nowhere.

    Args:
        target: what is tested: its headers, its own variables, the words of its command, its address.
        environment: the variables of this process, which a server that it starts sees as well.
    """
    found = {*target.secrets, *of_command(target.command), *of_command(target.install), *of_command(target.prepare)}
    for name, value in (*environment.items(), *target.environment.items(), *target.headers.items()):
        found.update(of_name(name, value))
    for value in (*target.secrets, *target.fill, *target.prepare):
        found.update(inside(value))
    if target.url:
        found.update(of_address(target.url))
    if target.over_http is not None:
        found |= secrets_of(target.over_http, {})
    return frozenset(filter(worth_hiding, found))


def redactor_for(target: Target) -> Redactor:
    """What hides the secrets of a target, and those of this process' environment, which reaches it."""
    return Redactor(secrets_of(target, os.environ))
