"""What a sentence of a document is for: to state something, or to introduce, ask, refer or identify. Pure.

Only a statement answers. A heading or a question is the context of the statements below it.
"""

import re
from collections.abc import Sequence
from typing import Literal

from qa_bot.text.languages import ALL_LANGUAGES, alternation
from qa_bot.text.languages.english_documents import (
    BYLINE_WORDS,
    NOTICE_PHRASES,
    NUMBERED_TITLE,
    REFERENCE,
    REFERENCE_HEADINGS,
    REPLIES,
    SITE_LINES,
)
from qa_bot.text.languages.english_terms import SECTION_TITLE
from qa_bot.text.paragraphs import is_heading, is_list_item, is_table_head, without_item_mark

Role = Literal["statement", "heading", "question", "lead_in", "reference", "notice", "byline"]
"""``lead_in``: a line that ends in a colon and introduces a list; ``reference``: a note or bibliography entry that only
refers; ``notice``: a copyright line, an author's note, a rule of dashes, a link of a web page; ``byline``: who wrote
it."""

_CLOSERS = "\"'”’»›)]}*_ \t"
_LABELS = alternation(label for language in ALL_LANGUAGES for label in language.question_labels)
_QUESTION_LABEL = re.compile(rf"[*_#\s]*(?:{_LABELS})\s*(?:\d+\s*)?[.:)]\s", re.IGNORECASE)
_MARKUP_HEADING = re.compile(r"#{1,6}\s")
_VALUE = re.compile(r"\d|:\s|;|@|\t|\||[☐☑☒✓✔✗✘]|\[[xX ]\]")
_CODE = re.compile(r"[^\W\d_]+[-_]?\d[\w-]*")
"""A line that is only a code, "E1042", is the heading of what follows."""
_LABEL = re.compile(
    r"(?:(?P<bold>\*\*|__)(?P<words>[^\W\d_][\w’'-]*(?:\s[\w’'-]+){0,3})[.:]?(?P=bold)"
    r"|(?P<word>[^\W\d_][\w’'-]{5,}))[.:]?"
)
"""What a paragraph begins with: a word of six or more letters ("Limitations."; shorter ones may be replies, "Nein."),
or up to four words in bold type ("**Opening hours.**")."""
_IN_STATEMENTS = REPLIES.union(*(one.stop_words | one.auxiliaries | one.negations for one in ALL_LANGUAGES))
_BYLINE = re.compile(rf"(?i:{alternation(BYLINE_WORDS)}):?\s(?:[^\W\d_a-z][\w.’'-]*[,\s]*){{2,6}}")
_NOTE_MARK = re.compile(r"(?:\[\^?\w{1,4}\]:?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}[.)]?)\s")
_CITED_TITLE = re.compile(r"[\"“„«*_].{8,}?[\"”“»*_].*\b(?:1[89]|20)\d\d\b", re.DOTALL)
_ADDRESS = re.compile(r"\S*://\S*")
_PLAIN_WORD = re.compile(r"\b[^\W\d_A-Z]{3,}\b")
_FEWEST_WORDS = 6
"""A sentence states something in at least so many words of three or more small letters."""
_NOTICE = re.compile(
    rf"\s*(?:©|\(c\)\s(?:19|20)|(?:{alternation(NOTICE_PHRASES)})\b|[-=_*~|:+`\s]{{3,}}$)", re.IGNORECASE
)
_SITE_LINE = re.compile(rf"\s*(?:{'|'.join(SITE_LINES)})\W*", re.IGNORECASE)


def roles_of(sentences: Sequence[str]) -> list[Role]:
    """Return what each of the sentences of a passage is for, from its own characters and what follows it."""
    own = [_role(sentence) for sentence in sentences]
    below = False  # a heading of references, up to the next heading
    for at, sentence in enumerate(sentences):
        below = _heads_references(sentence) or (below and own[at] != "heading")
        own[at] = "reference" if below and own[at] == "statement" and not _heads_references(sentence) else own[at]
    following: list[Role | None] = [*own[1:], None]
    return [
        _in_place(sentence, after) if role == "statement" else role
        for sentence, role, after in zip(sentences, own, following, strict=True)
    ]


def _in_place(sentence: str, after: Role | None) -> Role:
    """Return the role of what reads as a statement, with that of the sentence after it."""
    if after and (_introduces(sentence) or _is_label(sentence)):
        return "heading"
    return "notice" if _SITE_LINE.fullmatch(sentence) else "statement"


def _role(sentence: str) -> Role:
    bare = sentence.rstrip(_CLOSERS)
    if _NOTICE.match(sentence):
        return "notice"
    if bare.endswith(("?", "؟", "？")) or _QUESTION_LABEL.match(sentence):
        return "question"
    if _BYLINE.fullmatch(sentence):
        return "byline"
    if _is_reference(sentence):
        return "reference"
    if _MARKUP_HEADING.match(sentence) or is_table_head(sentence):
        return "heading"
    return "lead_in" if bare.endswith(":") else "statement"


def _heads_references(sentence: str) -> bool:
    return sentence.strip(" #*_:.\t").casefold() in REFERENCE_HEADINGS


def _introduces(sentence: str) -> bool:
    """Return whether a line with something below it is its heading; one that states a value is not."""
    titles = (_CODE, NUMBERED_TITLE, SECTION_TITLE)
    is_value = _VALUE.search(sentence) and not any(title.fullmatch(sentence) for title in titles)
    return is_heading(sentence) and not is_list_item(sentence) and not is_value


def _is_label(sentence: str) -> bool:
    """Return whether a sentence is only the label that a paragraph begins with; an item of one word is none."""
    if is_list_item(sentence) and sentence.rstrip()[-1:].isalpha():
        return False
    found = _LABEL.fullmatch(without_item_mark(sentence.strip()))
    words = (found["words"] or found["word"]).casefold().split() if found else []
    return bool(words) and _IN_STATEMENTS.isdisjoint(words)


def _is_reference(sentence: str) -> bool:
    """Return whether a sentence only refers: it has a note's mark, or is little more than an address or a title."""
    refers = REFERENCE.match(sentence) or _CITED_TITLE.search(sentence)
    if not refers:
        return False
    return bool(_NOTE_MARK.match(sentence)) or len(_PLAIN_WORD.findall(_ADDRESS.sub("", sentence))) < _FEWEST_WORDS
