"""The red team: changes known cases until a rail fails, and shrinks what fails."""
