"""The variants, by what they are about; importing the package declares them all."""

from tests.conforming.declaring import VARIANTS
from tests.conforming.variants import conduct, fields, identities, layouts, other_names, prose, refusals, shapes

__all__ = ["VARIANTS", "conduct", "fields", "identities", "layouts", "other_names", "prose", "refusals", "shapes"]
