"""A hostile model that does nothing but give doses, against the composer and every output rail."""
