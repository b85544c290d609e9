"""What behave's hooks need besides the driver; not a vocabulary, so behave does not load it as steps."""
