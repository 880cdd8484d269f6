"""Bodies: Markdown to HTML, and the links in it."""
