"""Text → sentences, as exact spans. Pure: no files, no settings but a length.

Made for text as it comes: line breaks inside paragraphs, sentences cut by a page's end, footnote marks glued to words,
quotes that never close, abbreviations. It splits only where several signs agree, because a sentence that is too long
still proves its answer, and half a sentence does not.
"""

import re
from collections.abc import Iterator

from qa_bot.records import Span
from qa_bot.text.languages import ENGLISH, LANGUAGES, alternation
from qa_bot.text.languages.english import DANGLING_WORDS
from qa_bot.text.languages.german import GERMAN

VERSION = 3
"""To be raised with every change that moves a boundary; part of the store's fingerprint."""

LONGEST = 1000
"""Characters; a longer sentence (a table, a log, one line of 50 MB) is cut at white space."""

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BLANK_LINE = re.compile(r"(?:\r\n|[\n\r\v\f\x85\u2028\u2029])[^\S\n\r]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029])")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARKS = ".!?…。！？؟।"
_CLOSERS = "\"'”’»›)\\]}*_"
_OPENERS = "\"'“‘«‹(\\[{*_¿¡"

_NOTE = r"\[\^?(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|\^\w{1,20}|[a-z])\]"

_SENTENCE_END = re.compile(
    rf"""(?<![{_MARKS}])(?P<marks>[{_MARKS}]++)   # the end mark; a run of them is looked at once
         (?P<closers>(?:[{_CLOSERS}]|[ \xa0\u202f][»”](?=\s))*+)  # quotes and brackets that close with it
         (?P<note>(?<=\D[.{_CLOSERS}])\d{{1,3}}(?=\s)|\s?[{_SUPERSCRIPTS}]+|(?:{_NOTE})+)?   # a note's mark
         (?P<space>\s++|(?<=[。！？]))        # white space must follow, except in scripts that use none
         (?=(?P<next>[{_OPENERS}]*\S))""",
    re.VERBOSE,
)
_TERMINAL = re.compile(rf"[{_MARKS}:;][{_CLOSERS}]*(?:\d{{1,3}}|\s?[{_SUPERSCRIPTS}]+|(?:{_NOTE})+)?$")
# A number, a letter or a Roman number before its period; no short word, for a line may begin with a sentence's "end."
_BULLET = re.compile(r"[-*+•▪–—]\s")
_LIST_ITEM = re.compile(r"(?:[-*+•▪–—]|\(?(?:\d{1,3}|[^\W\d_]|[ivx]{2,4}|[IVX]{2,4})[.)]|#{1,6}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s")
_LAST_WORD = re.compile(r"[^\s(\[{\"'“‘]+$")
_DANGLING = re.compile(rf"(?:,|\b(?:{alternation(DANGLING_WORDS)}))$")

_ABBREVIATIONS = frozenset(word for language in LANGUAGES for word in language.abbreviations)
_BEFORE_NUMBERS = frozenset(word for language in LANGUAGES for word in language.number_abbreviations)
_ENGLISH_MONTHS = {names[0] for names in ENGLISH.months}
_ORDINAL = re.compile(  # a day of the month, or a number behind an article: "am 3. März", "die 2. Auflage"
    rf"""\d{{1,2}}\.\s(?:{alternation(GERMAN.month_names | GERMAN.ordinal_nouns)})\b
    |\d{{1,2}}\.\s(?:{alternation(_ENGLISH_MONTHS)})\s\d{{1,4}}\b
    |\d{{1,2}}\.\s\d{{1,2}}\.\s?\d{{2,4}}\b
    |(?:{alternation(GERMAN.ordinal_determiners)})\s\d{{1,2}}\.\s[A-ZÄÖÜ]""",
    re.VERBOSE | re.IGNORECASE,
)
_UNIT = re.compile(r"\d\s?[a-zµ]$")
_NAME_WITH_SIGN = re.compile(r"(?:^|\s)[A-Z][\w'’-]*! (?=[A-Z])")  # Yahoo! Answers
_LABEL = re.compile(r"\([^()\n]{2,80}\)$")
_ROW = re.compile(r"[^\s:;][^:;\n]{0,80}: [^;\n]{1,200};")
_LONGEST_VALUE = 60
"""Characters of a value that a label in brackets stands below."""

_SPEECH = {"“": "”", "«": "»", "„": "“", '"': '"'}
_LONGEST_SPEECH = 400
"""Characters of a quotation that stays in one piece with who speaks."""

_QUOTED_WORDS = 4
_WRAPPED = range(40, 121)


def sentences(text: str, longest: int = LONGEST) -> list[Span]:
    """The sentences of ``text``: ordered, apart, none blank, and every character that is not white space in one.

    A sentence never begins or ends with white space and has at most ``longest`` characters. It may span line breaks,
    also a blank line, where these cut it in the middle.
    """
    return [span for paragraph in paragraphs(text, longest) for span in paragraph]


def paragraphs(text: str, longest: int = LONGEST) -> list[list[Span]]:
    """The same sentences, a list for each paragraph (or heading, or list item); no list is empty."""
    found = []
    for block in blocks(text):
        pieces = (piece for sentence in _split(text, block) for piece in _cut(text, sentence, longest))
        found.append(list(pieces))
    return found


def is_heading(text: str) -> bool:
    """Whether a paragraph looks like a heading: short, no item of a list, and no sentence ends in it."""
    return len(text) <= 120 and not _TERMINAL.search(text) and not _BULLET.match(text)


def is_list_item(text: str) -> bool:
    """Whether a paragraph begins as an item of a list does: with a bullet, a number or a letter and a period."""
    return _LIST_ITEM.match(text) is not None


def blocks(text: str) -> Iterator[Span]:
    """The paragraphs as spans, not split: runs of lines that belong together, a break within one being only set so."""
    start, end = -1, -1
    widest = 0
    for line in _lines(text):
        if start >= 0 and not _continues(text, Span(start, end), line, widest):
            yield Span(start, end)
            start, widest = -1, 0
        start = line.start if start < 0 else start
        end, widest = line.end, max(widest, len(line))
    if start >= 0:
        yield Span(start, end)


def _lines(text: str) -> Iterator[Span]:
    """Every line that is not blank, without the white space around it."""
    for match in _LINE.finditer(text):
        stripped = _stripped(text, match.start(), match.end())
        if stripped:
            yield stripped


def _continues(text: str, before: Span, line: Span, widest: int) -> bool:
    """Whether ``line`` goes on with what ``before`` began, in spite of the break between them."""
    tail = text[max(before.start, before.end - 200) : before.end]
    head = text[line.start : line.start + 80]
    if (_TERMINAL.search(tail) and not _abbreviated(tail)) or _LIST_ITEM.match(head) or _ROW.match(head):
        return False
    if _LABEL.match(text, line.start, line.end) and len(before) <= _LONGEST_VALUE:
        return True
    if head[0].islower() or (_DANGLING.search(tail) and len(before) > _WRAPPED.start):
        return True
    apart = _BLANK_LINE.search(text, before.end, line.start)
    return not apart and _is_wrapped(tail, head, max(widest, len(line)))


def _is_wrapped(tail: str, head: str, widest: int) -> bool:
    """Whether the break is the setter's: the next line's first word would not have fitted on the last one.

    ``widest`` is the length of the widest line around; text set in lines has none of more than 120 characters.
    """
    last = tail.splitlines()[-1]
    return len(last) in _WRAPPED and widest in _WRAPPED and len(last) + 1 + len(head.split(maxsplit=1)[0]) > widest


def _abbreviated(tail: str) -> bool:
    word = _last_word(tail.rstrip("."))
    return tail.endswith(".") and (word in _ABBREVIATIONS or word in _BEFORE_NUMBERS)


def _split(text: str, block: Span) -> Iterator[Span]:
    """The sentences of one block."""
    start = block.start
    quotes = _Quotes(text, block.start)
    for match in _SENTENCE_END.finditer(text, block.start, block.end):
        end = match.start("space")
        is_held = quotes.hold(start, match.end("closers")) or _goes_on_in_speech(text, start, match)
        if not is_held and _ends(text, start, match):
            yield Span(start, end)
            start = match.end("space")
    yield Span(start, block.end)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a sentence ends at this mark: what stands after it begins one, and what stands before can end one."""
    after = match["next"].lstrip(_OPENERS.replace("\\", ""))[:1]
    if match["marks"] == "!" and _is_name_with_sign(text, start, match):
        return False
    if after.islower() or (match["marks"] == "." and not _period_ends(text, start, match)):
        return False
    return bool(after) and text[start : match.start()].strip(_OPENERS + _CLOSERS + " ") != ""


def _is_name_with_sign(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark belongs to a name that goes on: a capital before it and after it, and no starter follows."""
    before = text[max(start, match.start() - 40) : match.end()]
    following = text[match.end() : match.end() + 20].partition(" ")[0]
    is_name = _NAME_WITH_SIGN.search(before + following[:1])
    return bool(is_name) and following.lower().strip(",.") not in ENGLISH.sentence_starters


def _is_ordinal(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the period makes an ordinal of the number before it."""
    around = _ORDINAL.finditer(text, max(start, match.start() - 12), match.end("space") + 12)
    return any(found.start() < match.start() < found.end() - 1 for found in around)


def _period_ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a single period ends a sentence rather than a title, an initial, a month or a list's number."""
    word = _last_word(text[max(start, match.start() - 40) : match.start()])
    following = text[match.end("space") : match.end("space") + 20].lstrip("\"'“‘«([")
    if word in _ABBREVIATIONS:
        return False
    if word.isdecimal() and _is_ordinal(text, start, match):
        return False
    if word in _BEFORE_NUMBERS:
        return not following[:1].isdigit()
    if len(word) == 1 and word.isalpha():  # an initial, or a unit: 3.4 m
        return _UNIT.search(text, max(start, match.start() - 6), match.start()) is not None
    if "." in word.strip("."):  # letters with periods, U.S. or a.m.: only where what follows usually begins a sentence
        return following.lower().partition(" ")[0].strip(",") in ENGLISH.sentence_starters
    return not (word.isdigit() and match.start() - len(word) == start)  # "7. The agreement": a list's number


def _last_word(text: str) -> str:
    found = _LAST_WORD.search(text)
    return found.group().lower() if found else ""


class _Quotes:
    """Follows, mark by mark, whether a quotation is open, so that `"One army! One fist!"` stays in one piece."""

    _ANY = re.compile('[“”«»"„]|(?<!\\w)‘|’(?!\\w)')

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self._open: int | None = None

    def hold(self, start: int, end: int) -> bool:
        """Whether at ``end`` a quotation is open that is short, or in which a call of fewer than four words ends."""
        for match in self._ANY.finditer(self._text, self._at, end):
            mark = match.group()
            opens = mark in "“«„‘" or (mark == '"' and self._open is None)
            self._open = match.end() if opens else None
        self._at = max(self._at, end)
        if self._open is None:
            return False
        if _speech_end(self._text, self._open - 1) > end:
            return True
        called = re.split(r"[.!?…]\s", self._text[max(start, self._open, end - 200) : end])[-1]
        return len(called.split()) < _QUOTED_WORDS


def _goes_on_in_speech(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether what follows is speech without a speaker of its own: the sentence before it tells who speaks."""
    begin = match.end("space")
    end = _speech_end(text, begin)
    if end < 0 or end - start > _LONGEST_SPEECH or "\n" in match["space"]:
        return False
    return text[end - 2] in _MARKS and not text[end : end + 2].strip()[:1].islower()


def _speech_end(text: str, begin: int) -> int:
    """Where the quotation that opens at ``begin`` closes on its line; -1 where it is long, or none opens there."""
    closer = _SPEECH.get(text[begin : begin + 1])
    line = text[begin + 1 : begin + _LONGEST_SPEECH].partition("\n\n")[0]
    found = line.find(closer) if closer else -1
    return begin + 1 + found + 1 if found >= 0 else -1


def _cut(text: str, sentence: Span, longest: int) -> Iterator[Span]:
    """A sentence in pieces of at most ``longest`` characters, cut at white space where there is any."""
    start = sentence.start
    while sentence.end - start > longest:
        space = max((text.rfind(blank, start + longest // 2, start + longest) for blank in " \t\n"), default=-1)
        end = space if space > start else start + longest
        piece = _stripped(text, start, end)
        if piece:
            yield piece
        start = end
    rest = _stripped(text, start, sentence.end)
    if rest:
        yield rest


def _stripped(text: str, start: int, end: int) -> Span | None:
    """``[start, end)`` without the white space around it, or None where nothing else is in it."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(start + left, start + right) if left < right else None
