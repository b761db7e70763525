"""The vetted library: reading and linting it, indexing it, finding the passage that answers."""
