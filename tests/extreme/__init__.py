"""Servers that refuse everything, or agree to everything, meet no criterion."""
