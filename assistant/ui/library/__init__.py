"""Pages about the vetted library."""
