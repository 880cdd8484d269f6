"""Work spread over processes, and what travels between them."""
