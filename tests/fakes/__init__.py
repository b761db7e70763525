"""Fakes: each passes the contract tests of its port."""
