"""Reading: files under content/ to articles, pages and introductions."""
