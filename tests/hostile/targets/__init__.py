"""All hostile targets: each module of this folder declares those of one area."""

import importlib
import pkgutil

from tests.hostile.declaring import HOSTILES

for module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{module.name}")

__all__ = ["HOSTILES"]
