"""The evaluation suites: cases, what a target does with each, and what that adds up to."""
