"""The store: one SQLite file per workspace. Only this package knows SQL."""

from reference_orchestrator.store.database import Database, Transaction

__all__ = ["Database", "Transaction"]
