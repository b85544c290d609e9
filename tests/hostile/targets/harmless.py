"""A target that does no harm at all: what the bench itself is checked with."""

from tests.hostile.declaring import Hostility, hostile


@hostile(
    "harmless",
    "It is the reference as it is.",
    scenarios=(
        "The detailed work is stored as an artifact",
        "An artifact that is removed is found (harm 1)",
        "Every tool says what it takes",
    ),
    reached=False,
)
def _(lie: Hostility) -> None:
    pass
