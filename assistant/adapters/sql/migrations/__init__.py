"""Tables step by step, up and down."""
