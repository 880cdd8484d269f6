"""Raw wire text to an article's parts, each with the words that it was read from.

    >>> from sitegen.dates import time_zone
    >>> from sitegen.wire.read import read_wire
    >>> text = "date 2024-12-20 Ministers met in Cairo. (MENA)"
    >>> wire = read_wire(text, time_zone("Africa/Cairo"))
    >>> wire.date.text, wire.source.name, wire.paragraphs
    ('2024-12-20', 'MENA', ('Ministers met in Cairo.',))

Deterministic, offline, without a clock. What is not known stays unknown; what is guessed is marked.
"""
