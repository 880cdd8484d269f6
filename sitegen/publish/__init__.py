"""The output folder: staged beside it, put in its place file by file."""
