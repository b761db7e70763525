"""Each port's promises, over the fake and every real counterpart."""
