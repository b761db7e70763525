"""Support between ketamine-assisted psychotherapy sessions: vetted answers, honest refusals, crises to humans."""

__version__ = "0.1.0"
