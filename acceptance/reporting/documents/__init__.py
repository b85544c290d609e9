"""The documents of a run, for people and for other programs; each is made from the record and its assessment alone."""
