"""Measures the assistant from outside; the assistant never imports this package."""
