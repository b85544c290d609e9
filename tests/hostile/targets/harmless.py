"""A target that does no harm at all: what the bench itself is checked with."""

from tests.hostile.declaring import Hostility, hostile


@hostile(
    "harmless",
    "It is the reference as it is.",
    scenarios=(
        "Submitting a result stores an artifact",
        "Validation reports the damage when an artifact is removed (kinds of damage 1)",
        "Every tool declares which parameters it accepts",
    ),
    reached=False,
)
def _(lie: Hostility) -> None:
    pass
