"""`kap eval`: the friendly front of the suites."""
