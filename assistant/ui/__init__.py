"""The pages: they draw what the engine returned and decide nothing."""
