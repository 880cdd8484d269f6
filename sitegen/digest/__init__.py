"""Records to what is published, in order."""
