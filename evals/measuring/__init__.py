"""The nouns of every suite: a case, what a target made of it, the marks that earns, and what marks add up to."""
