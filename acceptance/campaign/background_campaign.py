"""Runs the campaign from a process that runs no scenarios itself, but starts those that do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from acceptance.campaign.campaign_runner import Campaign
from acceptance.evidence.evidence import Evidence
from acceptance.servers.serving import serving
from acceptance.specification.features import read_specification
from acceptance.targets.target import Target

PART = "campaign"


@contextmanager
def held(target: Target, reports: Path, features: Path) -> Iterator[Campaign]:
    """A campaign on servers of its own, for as long as it lasts; nothing is begun yet."""
    with (
        closing(Evidence(reports / "evidence", lambda exchange: None)) as evidence,
        serving(target, reports, evidence, PART) as pool,
        Campaign(pool, reports, read_specification(features)) as campaign,
    ):
        yield campaign
