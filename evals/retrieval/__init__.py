"""Measures retrieval and fits the threshold of abstention."""
