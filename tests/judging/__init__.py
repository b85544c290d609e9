"""Verdict, causes, waivers and signatures follow from the record of a run."""
