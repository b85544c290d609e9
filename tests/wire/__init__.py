"""Mutants on the wire: what the driver says and hears, changed in one thing at a time as the tools' schemas allow."""
