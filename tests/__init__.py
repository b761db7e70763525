"""Tests; unit/ mirrors the package."""
