"""Runs: executed through inspect-ai, added up, stored, compared."""
