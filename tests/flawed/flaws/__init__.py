"""All flaws, by the families of the contract; importing a family declares its flaws."""

from tests.flawed.flaws import (
    cancelling,
    changes,
    control,
    counting,
    deletion,
    executing,
    faults,
    handing_in,
    listing,
    maintenance,
    planning,
    protocol,
    queries,
    results,
    results_kept,
    sessions,
    speaking,
    stopping,
    stores,
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
    cancelling,
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
    listing,
    faults,
    stores,
)

__all__ = ["FLAWS"]
