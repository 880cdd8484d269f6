"""What is done for the hand of an editor: imports, and answers about texts."""
