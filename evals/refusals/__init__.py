"""Whether requests that must be refused are refused, and ordinary questions answered."""
