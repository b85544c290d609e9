"""Exploration: random operations, compared with the model of the contract; what differs is shrunk and told.

Example-based scenarios notice what their authors thought of. Here an orchestrator is driven through sequences that
nobody wrote down, and its replies and all that it shows are compared with `acceptance.contract.model`.
"""
