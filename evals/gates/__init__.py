"""Gates: floors that catch regressions, and beside each the goal that it is still away from."""
