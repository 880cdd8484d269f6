"""Where an article ends, and what came along with it."""
