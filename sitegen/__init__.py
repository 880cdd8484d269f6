"""sitegen turns a folder of wire text and Markdown into a published news digest."""

__version__ = "1.0.0"
