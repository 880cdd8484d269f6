"""What is text and what is not: comments, marks of direction, words of every script."""
