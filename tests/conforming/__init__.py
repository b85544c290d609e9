"""Conforming orchestrators: the reference in other manners that the contract allows, and the bench that judges them."""
