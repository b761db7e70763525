"""Scorers: what a case earns for what a target made of it. Every one is a pure function of case and observation."""
