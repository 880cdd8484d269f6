"""Bytes to paragraphs: encodings, HTML, and lines that were wrapped at a column."""
