"""The systems under evaluation: the assistant itself, two foreign ones, and any other through a one-file adapter."""
