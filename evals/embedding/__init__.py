"""Tunes the packaged embedding model on the library's ways to ask, and says what that brought."""
