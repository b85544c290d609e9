"""The campaign: the run itself goes through the orchestrator under test, from planning to synthesis."""

from acceptance.campaign.campaign_runner import Campaign
from acceptance.campaign.plan import COMPONENTS, Component
from acceptance.campaign.record import Activity, CampaignRecord, ComponentRecord, read_campaign

__all__ = ["COMPONENTS", "Activity", "Campaign", "CampaignRecord", "Component", "ComponentRecord", "read_campaign"]
