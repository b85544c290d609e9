"""All flaws, by the families of the contract; importing a family declares its flaws."""

from tests.flawed.flaws import (
    changes,
    control,
    counting,
    deletion,
    executing,
    handing_in,
    maintenance,
    planning,
    protocol,
    queries,
    results,
    results_kept,
    sessions,
    speaking,
    stopping,
    template_removal,
    template_use,
    templates,
)
from tests.flawed.lying import FLAWS

FAMILIES = (
    sessions,
    counting,
    planning,
    executing,
    handing_in,
    results_kept,
    changes,
    deletion,
    queries,
    results,
    maintenance,
    templates,
    template_use,
    template_removal,
    control,
    stopping,
    protocol,
    speaking,
)

__all__ = ["FLAWS"]
