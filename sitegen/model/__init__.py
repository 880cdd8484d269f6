"""Values without logic: what the rooms hand to one another."""
