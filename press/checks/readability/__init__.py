"""How hard a text is to read, by formulas that somebody validated for its language, or by plain lengths."""
