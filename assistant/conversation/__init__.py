"""The turn: what happens with one patient message, in order."""
