"""What a topic must keep to beyond its form: sources for its claims, plain words, terms explained."""
