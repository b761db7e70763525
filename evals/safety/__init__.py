"""How well the safety rails find danger, and how often they cry wolf."""
