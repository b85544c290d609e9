"""Assertions about lines that broke, and about strangers."""

from __future__ import annotations

from http import HTTPStatus

from acceptance.faults.network_faults import END_SECONDS, NetworkFaults, link_of
from acceptance.faults.stranger import Stranger
from acceptance.matchers.findings import Finding, listed
from acceptance.scenario.state import ScenarioState


def ended_by_itself() -> Finding[NetworkFaults]:
    """A server whose client had left ended by itself, in time."""
    return Finding(
        f"the orchestrator ends by itself within {END_SECONDS:g} s",
        lambda lines: lines.ended,
        bool,
        lambda lines, ended: "it still ran then",
    )


def came_back_where_it_was() -> Finding[ScenarioState]:
    """After its restart the server is found at the address where it was before."""
    return Finding(
        "it comes back at the address where it was",
        lambda state: (state.servers.former.place, link_of(state.orchestrator).label),
        lambda places: places[0] == places[1],
        lambda state, places: f"it ended, and the suite started it again: before it was {places[0]}, now {places[1]}",
    )


def was_turned_away() -> Finding[Stranger]:
    """Every call of the stranger was refused by a status of HTTP that says so, or by no answer at all."""
    return Finding(
        "the stranger is turned away",
        lambda stranger: list(stranger.statuses),
        lambda statuses: bool(statuses) and all(_turns_away(status) for status in statuses),
        lambda stranger, statuses: f"the call was answered with the status {statuses} of HTTP",
    )


def was_let_in() -> Finding[Stranger]:
    """The last call was let in."""
    return Finding(
        "the caller is let in",
        lambda stranger: stranger.statuses[-1],
        lambda status: status == HTTPStatus.OK,
        lambda stranger, status: (
            f"the call was answered with the status {status} of HTTP" if status else "it was not answered"
        ),
    )


def is_reached_from_here_alone() -> Finding[Stranger]:
    """The orchestrator listens at loopback only."""
    return Finding(
        "only this machine can reach the orchestrator",
        lambda stranger: stranger.foreign_addresses(),
        lambda addresses: not addresses,
        lambda stranger, addresses: f"it also listens at {listed(addresses)}",
    )


def _turns_away(status: int) -> bool:
    return status == 0 or HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
