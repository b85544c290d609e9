"""Holding the campaign from a process that runs no scenarios itself, but starts those that do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from acceptance.campaign.conduct import Campaign
from acceptance.evidence import Evidence
from acceptance.launching import launcher_for
from acceptance.secrecy import concealed
from acceptance.specification import read_specification
from acceptance.targets import Target

PART = "campaign"


@contextmanager
def held(target: Target, reports: Path, features: Path) -> Iterator[Campaign]:
    """A campaign on servers of its own, for as long as it lasts; nothing is begun yet."""
    # Only here: the SDK takes a second to import.
    from acceptance.fleet import Fleet  # noqa: PLC0415

    with (
        closing(Evidence(reports / "evidence", lambda exchange: None)) as evidence,
        concealed(evidence, target, reports / "servers"),
        launcher_for(target, reports / "servers") as launcher,
        Fleet(target, launcher, reports, evidence, part=PART) as fleet,
        Campaign(fleet, reports, read_specification(features)) as campaign,
    ):
        yield campaign
