"""The data sets as cases of the one shape; nothing is rewritten, only read."""
