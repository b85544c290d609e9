"""All flaws, by the families of the contract; importing a family declares its flaws."""

from tests.flawed.flaws import (
    changes,
    control,
    deletion,
    handing_in,
    maintenance,
    planning,
    protocol,
    queries,
    results,
    sessions,
    template_use,
    templates,
)
from tests.flawed.lying import FLAWS

FAMILIES = (
    sessions,
    planning,
    handing_in,
    changes,
    deletion,
    queries,
    results,
    maintenance,
    templates,
    template_use,
    control,
    protocol,
)

__all__ = ["FLAWS"]
