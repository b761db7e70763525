"""One vendor a file; only `bootstrap` names what is in here."""
