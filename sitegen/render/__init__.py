"""Pages to bytes: templates, feeds, and what crawlers and servers read."""
