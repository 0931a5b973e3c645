"""English words by which a line of a document, or a property of a file, shows what it is."""

import re

from qa_bot.text.languages.language import words

NOTICE_PHRASES = ("copyright", "all rights reserved", "about the author", "about the authors", "the author is")
"""What begins a line that states nothing of the document's subject."""
SITE_LINES = (
    "you (?:may|might) also (?:like|be interested in)",
    "(?:related|similar|more|recent|popular|latest|further) (?:articles|posts|stories|news|reading|links|topics)",
    "(?:read|see|find out|learn|show|load) (?:more|also|next|all)",
    "(?:continue|keep) reading",
    "(?:next|previous|back to|all) (?:article|post|story|page|top|home|news|overview)s?",
    "share (?:this(?: \\w+)?|on \\w+|via \\w+|with friends)",
    "(?:leave|post|add) a (?:comment|reply)",
    "(?:no |\\d+ )?(?:comments?|replies|likes|shares|views)(?: are closed)?",
    "(?:subscribe|sign up|log in|sign in|register)(?: (?:now|here|today|(?:to|for) our newsletter))?",
    "follow us(?: on \\w+)?",
    "(?:click|tap) here",
    "advertisement|sponsored|skip to (?:main )?content|table of contents",
    "cookie settings|privacy policy|terms of (?:use|service)",
)
"""Regular expressions of whole lines that web pages have beside their text."""
REPLIES = frozenset(("correct", "perhaps", "sometimes", "exactly", "certainly", "definitely", "absolutely", "probably"))
"""A sentence of one of these words states something; one of another word is the label of what follows."""
BYLINE_WORDS = ("by", "author", "authors", "written by")
"""What begins a line that names who wrote a document."""
PLACEHOLDER_TITLE = r"untitled.*|document\s*\d*|word document|slide \d+|presentation\d*|title"
"""A regular expression of the titles that programs give to files without one."""
PLACEHOLDER_AUTHOR = (
    r"un-named|unknown|\(?(?:anonymous|unspecified)\)?|author|admin(?:istrator)?|(?:windows |microsoft office )?user"
)
"""A regular expression of the authors that programs give to files without one."""
ACADEMIC_TITLES = ("dr", "prof")
"""Before the name of an author that stands alone below a title."""
NOT_AFTER_BY = frozenset(
    ("mail", "post", "email", "e-mail", "fax", "courier", "hand", "order", "law", "default", "appointment", "request")
)
"""Words that are in no author's name: "By Registered Mail", "By Order"."""
NUMBERED_TITLE = re.compile(r"(?:(?:[^\W\d_a-z][\w’'-]*|of|and|for|the)\s){2,}(?:\d{4}|\d{1,2}\.\d{1,2})")
"""A title of capitalized words that ends in a year or a version: "Public Licence Version 2.0"."""
REFERENCE_HEADINGS = frozenset(
    (
        "references", "literature", "bibliography", "works cited", "literature cited", "further reading", "sources",
        "endnotes", "footnotes", "cited works", "selected bibliography",
    )
)  # fmt: skip
"""Headings above a list of references."""
REFERENCE = re.compile(
    r"""(?:\[\^?\w{1,4}\]:?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*(?:[Ss]ee|[Cc]f)\b|(?:\[\^?\w{1,4}\]:?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\(?\d{1,3}[.)])?\s*.*(?:https?://|www\.|\bdoi\b|\bISBN\b|\bISSN\b|\bAccessed\b
    |\bRetrieved\b|\bpp?\.\s?\d|\bVol\.\s?\d|\bibid\b|\bet\sal\.\s\[?\(?\d{4}
    |\b\d{1,4}(?:\s?\(\d{1,3}\))?\s?[:,]\s?\d{1,5}\s?[–-]\s?\d{1,5}\b(?![:.]\d))""",
    re.VERBOSE | re.DOTALL,
)
"""The beginning of a note or bibliography entry."""
CITED_NOUNS = ("source", "passage", "doc", "document")
"""What a language model may write before the numbers of its citations: "[passage 2]"."""
COLUMN_WORDS = words(
    "abbreviation address amount answer area author building category cause city client coach code colour "
    "color column comment condition contact contents cost country course customer date day department description "
    "details dish effect email event explanation fee file format function group height item job language "
    "length license link location maker manager material meaning measure member model month name note number "
    "office owner party person phone place player position price product publisher purpose quantity question "
    "reason reference region remark responsible result role room section size solution source state status "
    "subject supplier symptom task teacher team telephone term time title topic town translation type unit "
    "value version week weight width year"
)
"""Nouns that name a column of a table, or a field of a form."""
