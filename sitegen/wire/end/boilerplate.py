"""What a paragraph is, where its own words say that it is no part of an article."""

from __future__ import annotations

import re

LEGAL = "legal notice"
END_MARK = "end mark"

_I = re.IGNORECASE
# Whole paragraphs that say what they are, by their first words; read in this order.
_BOILERPLATE: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    (
        LEGAL,
        3000,
        re.compile(
            r"(?:legal (?:warning|notice|disclaimer)|disclaimer|copyright notice|terms of "
            r"use)\s*[:–—-]"
            r"|(?:copyright|©|\(c\)|℗)\s*(?:copyright\s*)?(?:©|\(c\)|\d{4}|by\b|the\b|all rights)"
            r"|©|all (?:intellectual property )?rights (?:of the [\w ,]{1,80} (?:are "
            r")?)?reserved\b|all rights of the published\b"
            r"|our standards:|this (?:story|article|report|material|content|copy) (?:may not be"
            r"|is protected by|is copyright)"
            r"|no part of this (?:story|article|publication|material|report)\b"
            r"|unauthori[sz]ed (?:reproduction|use|copying|distribution)\b"
            r"|\(?(?:except for the headline|with the exception of the headline|apart from the "
            r"headline), this (?:story|report|article|copy) has not been"
            r"|[\w ]{2,40} website contains only a portion of the news stories\b"
            r"|reproduction (?:in whole or in part |of this \w+ )?(?:is )?(?:prohibited|forbidden"
            r"|permitted)"
            r"|(?:the )?(?:views|opinions) expressed (?:in this|here|by the author|are)\b"
            r"|under no circumstances (?:can|may) (?:all|any) "
            r"|\(?this (?:story|report|article|copy|item) (?:has not been|was not) edited by\b"
            r"|(?:while|when) (?:citing|quoting|using)(?: and (?:citing|quoting|using))? "
            r"(?:any |our |the )?(?:materials?|content|articles?|news)\b"
            r".{0,160}\b(?:hyper)?links?\b",
            _I,
        ),
    ),
    (
        END_MARK,
        20,
        re.compile(
            r"(?:#\s?#\s?#|-\s?30\s?-|-{0,3}\s?(?:END|ENDS|ENDITEM|Enditem|Ends|End)\.?\s?-{0,3}"
            r"|NNNN|/ends/|\((?i:end(?:s|item)?)\)|■|-o-|#{1,3} ?Notebook)$"
        ),
    ),
    ("rule", 80, re.compile(r"(?:[*_=~—–-]\s?){3,}$|[•·]$")),
    (
        "read also",
        400,
        re.compile(
            r"(?:[>»►▶→•*-]+\s?)?[\[(]?(?:read (?:also|more|next|on|the full story|full story)"
            r"|also read|see also|see more|watch also|also on [\w ]{2,30}"
            r"|more (?:stories|news|on (?:this|the) story)"
            r"|related (?:news|stories|articles?|topics|coverage|posts|links|content|reading)"
            r"|related|you (?:may|might) also (?:like|be interested in)"
            r"|read the original(?: article)?|originally published (?:on|by|in)"
            r"|recommended(?: (?:stories|for you))?|most (?:read|popular|viewed)|trending(?: "
            r"now)?|top stories|latest news|don[’']t miss|in case you missed it|keep reading)"
            r"(?:\s*(?::|[|»>→–—]|\s-\s)|[\s.…\])]*$|\s+here\b| on [\w. ]{2,30}$)",
            _I,
        ),
    ),
    (
        "photo credit",
        400,
        re.compile(
            r"[\[(]?\s*(?:(?:file |handout )?(?:photo|picture|image|photograph|pic|video|footage"
            r"|screengrab|screenshot|caption|image caption|cover (?:photo|image))s?"
            r"(?:\s?/\s?video)?\s*(?:credits?|courtesy(?: of)?|source|by|from|via)?\s*[:|©/]"
            r"|image (?:caption|source), "
            r"|(?:photo|image|picture|video|photograph)s? (?:credit|courtesy|by)\b(?! .{60})|file "
            r"(?:photo|image|picture)\b|file\s?[—–-]\s)"
            r"|(?:[\[(](?:(?:with )?(?:photos?|pictures?|videos?|audio|graphics?|infographics?)"
            r"(?:(?:,| and|/) ?(?:photos?|videos?|audio|graphics?))*)[\])]\s*)+$"
            r"|^[\w .’'&-]{2,60}\s?(?:/|via)\s?(?:getty images|afp via getty images|ap photo"
            r"|epa-efe|shutterstock|reuters connect)\b",
            _I,
        ),
    ),
    (
        "reporters’ credit",
        320,
        re.compile(
            r"[\[(]\s*(?i:(?:additional )?(?:reporting|writing|editing|compiled|translated|edited"
            r"|written|reported|with inputs?|with agenc(?:y|ies)"
            r"|production))\b[^)\]]{0,300}[)\]]\.?$"
            r"|(?i:(?:additional )?(?:reporting|writing|reported|written|compiled|translated)) by "
            r"[^.;]{2,160}[;.] ?(?i:additional |writing |editing |edited )[^.]{0,40}\bby\b.*$"
            r"|(?i:additional reporting|editing|edited|compiled|translated|writing) by "
            r"[A-ZÀ-Þ][^.,;:]{1,40}(?:(?:,| and) [A-ZÀ-Þ][^.,;:]{1,40}){0,4}\.?$"
            r"|(?i:with )?(?i:agencies|inputs from (?:agencies|[A-Z]\w+))\.?$"
            r"|\*\s?(?i:reporting|writing|edited|editing|compiled|translated) by [^.;:]{3,80}\.?$"
            r"|[^.“”\"]{5,160}? (?i:contributed (?:to|reporting to) this (?:report|story|article|"
            r"dispatch))(?i: from [\w ,.-]{2,40})?\.?$",
        ),
    ),
    (
        "newsletter call",
        320,
        re.compile(
            r"[\[(>»*]*\s?(?:subscribe(?: (?:to|now|here|today|for)\b|\s*[.!:]?$)|sign up (?:to"
            r"|for|here|now|today)\b|get (?:the|our|your) (?:latest|daily|weekly|free|morning)\b"
            r"|follow (?:us|our|@\w+|[\w ]{2,30} on (?:twitter|x|facebook|telegram|instagram"
            r"|whatsapp|google news|youtube|linkedin|tiktok))\b"
            r"|join (?:our|us on|the conversation)\b|download (?:our|the) [\w ]{0,30}\bapp\b"
            r"|(?:follow|find|read|see) (?:more of )?[\w .,’'&-]{2,80}(?: at| on|:) https?://\S+$"
            r"|view (?:this|the) (?:e-?mail|message|newsletter) (?:in|on)\b|unsubscribe\b"
            r"|(?:was|were) (?:this|you) (?:e-?mail |newsletter )?forwarded\b|(?:manage|update) "
            r"(?:your )?(?:e-?mail )?(?:preferences|subscription)"
            r"|you(?:[’']re| are) (?:receiving|getting) this\b"
            r"|you received this (?:e-?mail|message)\b|click (?:here|to)\b|tap (?:here|to)\b"
            r"|share (?:this|on|via)\b|like us on\b|donate "
            r"(?:now|today|here|to)\b|support (?:our|independent) (?:journalism|work)\b"
            r"|advertisement\b\s*[:.]?$|sponsored\s*(?:content)?\s*[:.]?$"
            r"|comments?\s*(?:\(\d+\))?$|leave a comment$|print(?: this)?$|share$|tweet$)",
            _I,
        ),
    ),
    (
        "contact",
        400,
        re.compile(
            r"\({1,2}[^()\s]+@[^()\s]+\.[a-z]+(?:[;,][^()]{0,200})?\){1,2}$"
            r"|[\[(]?\s*(?:(?:media|press|editorial|news)?\s?(?:contacts?|enquir(?:y|ies)"
            r"|inquir(?:y|ies))(?: (?:us|details|information|person))?\s*(?::|$)|contact (?:us"
            r"|the (?:newsroom|editor|author|reporter|desk))\b(?! .{80})"
            r"|for (?:more|further|additional) (?:information|details|inquiries"
            r"|enquiries)\b.{0,60}\b(?:contact|visit|call|e-?mail|write)\b|(?:tel|telephone|phone"
            r"|mobile|fax|e-?mail|website|web|twitter|address)\s?[.:]\s*\S"
            r"|(?:the )?(?:author|reporter|correspondent|writer)s? can be (?:reached|contacted)\b"
            r"|write to (?:us|the author) at\b)",
            _I,
        ),
    ),
    (
        "tags",
        400,
        re.compile(
            r"(?:tags?|keywords?|topics?|filed under|categor(?:y|ies)|hashtags?)\s*:\s*\S"
            r"|(?:#\w+[\s,]*){1,20}$",
            _I,
        ),
    ),
    (
        "desk’s mark",
        30,
        re.compile(
            r"[a-z]{2,5}(?:-[a-z]{2,5})*(?:/[a-z]{2,5}(?:-[a-z]{2,5})*)+$|\d{3,5}\*{1,2}\d{3,5}$"
            r"|[A-Z](?: [A-Z]){1,3}$|/?[A-Z]{1,4}(?:/[A-Z]{1,4})+/?$|/[A-Z]{1,4}/$|BBC Monitoring$"
            r"|0\d{3,5}$|\d{1,2}:\d{2} (?:Local Time|GMT|UTC)$"
            r"|[A-Z]{1,4}\.?(?:[A-Z]\.?)?(?: ?/{1,2} ?(?:[A-Z]\.?){1,4})+$"
        ),
    ),
    ("link", 400, re.compile(r"<?(?:https?://|www\.)\S+>?$|\S+@[\w-]+\.[\w.-]+$", _I)),
)
# Words of a legal notice where they make up a sentence, wherever it stands in a short paragraph.
_LEGAL_WITHIN = re.compile(
    r"\ball rights reserved\b|may not be (?:published|reproduced|broadcast|rewritten"
    r"|redistributed)\b"
    r"|without (?:a )?(?:prior )?written (?:contract|permission|consent)\b",
    _I,
)


def boilerplate(text: str) -> str:
    """What a paragraph is, where its own words say that it is no part of an article; else ""."""
    head = text[:700]
    for reason, longest, pattern in _BOILERPLATE:
        if len(text) <= longest and pattern.match(head):
            return reason
    if len(text) <= 300 and hinted(text) and _LEGAL_WITHIN.search(text) and not _quoted(text):
        return LEGAL
    return ""


def hinted(text: str) -> bool:
    """Whether a search is worth its time: neither pattern matches without one of these words."""
    plain = text.lower()
    return any(hint in plain for hint in _HINTS)


_HINTS = ("rights", "©", "may not be", "written", "subscri", "click here", "http")


def _quoted(text: str) -> bool:
    return any(quote in text for quote in '“”"') or " said" in text
