"""What the last build made and read, and the lock that keeps builds apart."""
