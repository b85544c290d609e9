"""The schemas that a target lists, as a client may use them: no reference leaves the document, and all is bounded."""

from acceptance.contract.schemas.closed import ClosedSchema, closed_validator
from acceptance.contract.schemas.shape import parameters_of, required_of

__all__ = ["ClosedSchema", "closed_validator", "parameters_of", "required_of"]
