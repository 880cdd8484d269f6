"""How fast sitegen builds, and how that compares."""
