"""Raw wire text to an article's parts, each with the words that it was read from.

    >>> from zoneinfo import ZoneInfo
    >>> from sitegen.wire.read import read_wire
    >>> wire = read_wire("date 2024-12-20 Ministers met in Cairo. (MENA)", ZoneInfo("Africa/Cairo"))
    >>> wire.date.text, wire.source.name, wire.paragraphs
    ('2024-12-20', 'MENA', ('Ministers met in Cairo.',))

Deterministic, offline, without a clock. What is not known stays unknown; what is guessed is marked.
"""
