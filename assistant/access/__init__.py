"""Who may come in, and what each may see: asked by the pages and commands, decided here."""
