"""Optional marks by a language model (empathy, clarity), beside their agreement with labels; they decide nothing."""
