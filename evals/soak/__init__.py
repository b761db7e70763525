"""Kills the product again and again in the middle of stored turns and looks for anything lost."""
