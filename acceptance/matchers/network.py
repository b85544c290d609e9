"""Assertions about network connections, and about requests from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Final

from acceptance.faults.network_faults import link_of
from acceptance.faults.stranger import Stranger
from acceptance.matchers.findings import Finding, listed
from acceptance.scenario.state import ScenarioState


def is_at_the_same_address() -> Finding[ScenarioState]:
    """After its restart the server is reached at the address from before."""
    return Finding(
        "the orchestrator is back at the same address",
        lambda state: (state.servers.former.place, link_of(state.orchestrator).label),
        lambda places: places[0] == places[1],
        lambda state, places: (
            f"it ended and the suite started it again: the address was {places[0]}, and is {places[1]} now"
        ),
    )


def was_rejected() -> Finding[Stranger]:
    """Every request was rejected by an HTTP status that says so, or by no answer at all."""
    return Finding(
        "the request is rejected",
        lambda stranger: list(stranger.statuses),
        lambda statuses: bool(statuses) and all(_is_rejection(status) for status in statuses),
        lambda stranger, statuses: f"it was answered with the HTTP status {', '.join(map(str, statuses)) or 'unknown'}",
    )


def was_accepted() -> Finding[Stranger]:
    """The last request was accepted."""
    return Finding(
        "the request is accepted",
        lambda stranger: stranger.statuses[-1],
        lambda status: status == HTTPStatus.OK,
        lambda stranger, status: f"it was answered with the HTTP status {status}" if status else "it was not answered",
    )


def was_answered_with(expected: HTTPStatus) -> Finding[Stranger]:
    """The last request was answered with this status."""
    return Finding(
        f"the request is answered with the HTTP status {expected.value}",
        lambda stranger: stranger.statuses[-1],
        lambda status: status == expected,
        lambda stranger, status: f"it was answered with the HTTP status {status}" if status else "it was not answered",
    )


ADMISSIONS: Final[Mapping[str, Callable[[], Finding[Stranger]]]] = {
    "accepted": was_accepted,
    "rejected": was_rejected,
    "answered with status 404": partial(was_answered_with, HTTPStatus.NOT_FOUND),
    "answered with status 405": partial(was_answered_with, HTTPStatus.METHOD_NOT_ALLOWED),
}
"""What becomes of a request, by the features' words."""


def is_reachable_locally_only() -> Finding[Stranger]:
    """The orchestrator listens on loopback addresses only."""
    return Finding(
        "only this machine can reach the orchestrator",
        lambda stranger: stranger.foreign_addresses(),
        lambda addresses: not addresses,
        lambda stranger, addresses: f"it also listens at {listed(addresses)}",
    )


def _is_rejection(status: int) -> bool:
    return status == 0 or HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
