"""Flawed orchestrators: the reference with one small lie put on top from outside, and the bench that judges them."""
