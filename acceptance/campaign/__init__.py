"""The campaign: the run itself goes through the orchestrator under test, from planning to synthesis."""

from acceptance.campaign.campaign_runner import Campaign
from acceptance.campaign.plan import COMPONENTS, NAMED_ACTIONS, TITLES, Action, Component
from acceptance.campaign.record import Activity, CampaignRecord, ComponentRecord, Outcome, read_campaign

__all__ = [
    "COMPONENTS",
    "NAMED_ACTIONS",
    "TITLES",
    "Action",
    "Activity",
    "Campaign",
    "CampaignRecord",
    "Component",
    "ComponentRecord",
    "Outcome",
    "read_campaign",
]
