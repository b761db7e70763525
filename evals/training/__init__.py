"""Fits the parameters of the classifier rail from the project's own training cases."""
