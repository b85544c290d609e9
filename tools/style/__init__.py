"""The style check: the words of the specification, the length of its sentences, and its closed vocabulary."""
