"""Runs the campaign from a process that runs no scenarios itself, but starts those that do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from acceptance.campaign.campaign_runner import Campaign
from acceptance.evidence.evidence import Evidence
from acceptance.evidence.redaction import concealed
from acceptance.specification.features import read_specification
from acceptance.targets.target import Target
from acceptance.transport.launching import launcher_for

PART = "campaign"


@contextmanager
def held(target: Target, reports: Path, features: Path) -> Iterator[Campaign]:
    """A campaign on servers of its own, for as long as it lasts; nothing is begun yet."""
    # Only here: the SDK takes a second to import.
    from acceptance.servers.server_pool import ServerPool  # noqa: PLC0415

    with (
        closing(Evidence(reports / "evidence", lambda exchange: None)) as evidence,
        concealed(evidence, target, reports / "servers"),
        launcher_for(target, reports / "servers") as launcher,
        ServerPool(target, launcher, reports, evidence, part=PART) as pool,
        Campaign(pool, reports, read_specification(features)) as campaign,
    ):
        yield campaign
