"""Plain text, in whatever encoding it was saved: the file's own characters, and a note where they had to be guessed.

UTF-8 comes first, because nothing else passes for it by chance. What is not UTF-8 is either UTF-8 with a few broken
bytes, or UTF-16, or one of the legacy encodings, which ``uchardet`` (within resiliparse) tells apart. It was measured
against charset-normalizer on 39 samples of 15 languages, one word to a paragraph: 39 right (with the choice between
likely ones that is made here) against 19, which took Turkish and French for Czech and a lone word for Chinese.
"""

import codecs
import contextlib
import re

from resiliparse.parse.encoding import detect_encoding

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.text.wording import counted

LOOKED_AT = 1 << 17
"""Bytes or characters; enough to tell an encoding by, and to tell text from rubbish."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, which begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What is meant by an encoding that is told: Windows' own hold curly quotes where ISO's hold control characters, and all
# letters of the first two. The next three are as good as extinct, and told where a word or two leaves the choice.
_MEANT = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-3": "cp1252",
    "iso8859-4": "cp1252",
    "iso8859-10": "cp1252",
}
_ALSO = {
    "iso8859-2": "cp1250",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-6": "cp1256",
    "koi8-r": "koi8_u",
    "big5": "big5hkscs",
    "euc_jp": "euc_jis_2004",
    "shift_jis": "cp932",
}
_WESTERN = {"cp1252", "iso8859-1", "iso8859-3", "cp1254", "iso8859-9", "iso8859-4", "iso8859-10", "iso8859-15"}
_OLD = ("cp850", "mac_roman", "cp857", "mac_turkish")
"""DOS and Mac: never guessed, but tried where what is guessed leaves odd characters."""

_TURKISH = ("cp857", "mac_turkish")
_TURKISH_GUESSES = ("iso8859-3", "iso8859-9", "cp1254")

BROWSERS = {"shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "gbk": "gb18030"}
"""What browsers read where a page names an encoding: the one that holds more (Encoding Standard, 4.2)."""

_NAMES = {
    "shift_jis": "Shift_JIS",
    "cp932": "Windows-31J",
    "euc_jp": "EUC-JP",
    "euc_jis_2004": "EUC-JP",
    "euc_kr": "EUC-KR",
    "cp949": "EUC-KR",
    "big5": "Big5",
    "big5hkscs": "Big5",
    "iso2022_jp_ext": "ISO-2022-JP",
    "iso2022_kr": "ISO-2022-KR",
    "koi8_u": "KOI8-U",
    "mac_roman": "Macintosh",
    "mac_turkish": "Macintosh Turkish",
}
_ESCAPED = {b"\x1b$B": "iso2022_jp_ext", b"\x1b$@": "iso2022_jp_ext", b"\x1b$)C": "iso2022_kr"}
"""Encodings that switch their letters by escape sequences, all in seven bits."""
_RUBBISH_SHARE = 0.04
"""Control characters in text: logs have some (colours, page feeds); random bytes have 10 % in any encoding."""

_CONTROL = r"\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff"
_RUBBISH = re.compile(f"[{_CONTROL}]")
# A sign inside a word is an accented letter that was decoded wrongly: "na´ve".
# A capital within small letters is one of another encoding: "lÕŽtŽ".
_ODD = re.compile(
    rf"[{_CONTROL}\x85]|(?<=[^\W\d_])[´¨¸˙˛˘¯°±£¤§©®¬¦¡¿ƒ„†‡ˆ‰˜™›‹÷×¹²³¼½¾─-╿](?=[^\W\d_])"
    r"|(?<=[a-zß-ÿ])[À-ÖØ-ÞŠŒŽŸ](?=[a-zß-ÿ])"
)
_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff00-\uff60]+")


def read(data: bytes, limits: Limits) -> Extraction:
    """The file's text, untouched but for a byte-order mark, which is taken off.

    Raises:
        FileUnreadable: the bytes are no text.
    """
    text, note = decoded(data)
    return Extraction(text, note=note)


def decoded(data: bytes) -> tuple[str, str]:
    """The characters of ``data``, and a note on the encoding: "" where it is plain UTF-8.

    Raises:
        FileUnreadable: the bytes are no text, or text in an encoding that cannot be told.
    """
    text, note = in_units(data) or _in_bytes(data)
    if "\0" in text:
        raise FileUnreadable("it is not text: it holds NUL bytes")
    looked_at = text[:LOOKED_AT]
    if len(_RUBBISH.findall(looked_at)) > _RUBBISH_SHARE * len(looked_at):
        raise FileUnreadable("it is not text: too much of it is no character")
    return text, note


def in_units(data: bytes) -> tuple[str, str] | None:
    """Text in units of two or four bytes (UTF-16, UTF-32) and a note that says so, or None where it is none.

    Raises:
        FileUnreadable: it bears the mark of such text, and is none.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", _wide(data)))
    if not encoding:
        return None
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        raise FileUnreadable(f"it begins like {encoding[:6].upper()} text, and is none further on") from None
    return text, f"read as {encoding[:6].upper()} text"


def _wide(data: bytes) -> str:
    """UTF-16 without a mark is told by NULs in nearly every second byte, as all western text has them."""
    sample = data[:LOOKED_AT]
    half = len(sample) // 2
    zeros = [sample[first::2].count(0) for first in (0, 1)]
    if half and min(zeros) <= 0.05 * half and max(zeros) >= 0.7 * half:
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    return ""


def _in_bytes(data: bytes) -> tuple[str, str]:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _escaped(data) or (data.decode("utf-8"), "")
    except UnicodeDecodeError:
        return _patched(data) or _legacy(data)


def _escaped(data: bytes) -> tuple[str, str] | None:
    """Japanese or Korean text of seven bits, as old mail has it."""
    for mark, encoding in _ESCAPED.items():
        if mark in data and data.isascii():
            with contextlib.suppress(UnicodeDecodeError):
                return data.decode(encoding), f"read as {_known_as(encoding)} text"
    return None


def _patched(data: bytes) -> tuple[str, str] | None:
    """UTF-8 but for a few bytes: read as what it is, because a guess would garble every other accented letter.

    Two right letters for each wrong place: of a legacy text, not one place in six is UTF-8 by chance.
    """
    text = data.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    if beyond_ascii - broken < 2 * broken:
        return None
    return text, f"{_shown_as_lost(broken)}: not UTF-8"


def _legacy(data: bytes) -> tuple[str, str]:
    """Text in the encoding of some language, whichever leaves the fewest odd characters of those that are likely."""
    if b"\0" in data:
        raise FileUnreadable("it is not text: it holds NUL bytes")
    texts = {name: data.decode(name, "replace") for name in _likely(data)}
    best = min(texts, key=lambda name: len(_ODD.findall(texts[name][:LOOKED_AT])))  # the first of equals
    lost = texts[best].count("\ufffd")
    note = f"read as {_known_as(best)} text"
    return texts[best], f"{note}, {_shown_as_lost(lost)}" if lost else note


def _likely(data: bytes) -> list[str]:
    """The encodings that text may be in, the likeliest first."""
    found = re.search(rb"[\x80-\xff]", data)
    first = max(0, found.start() - 1000) if found else 0  # where all is ASCII, there is nothing to tell it by
    sample = data[first : first + LOOKED_AT]
    guess = detect_encoding(sample, html5_compatible=False) or "cp1252"
    names = [name for name in (_MEANT.get(guess), guess, _ALSO.get(guess)) if name and is_known(name)]
    windows_japanese = ["cp932"] if guess != "shift_jis" and _is_japanese(sample) else []
    old = sorted(_OLD, key=lambda name: name not in _TURKISH) if guess in _TURKISH_GUESSES else _OLD
    return [*windows_japanese, *names, "cp1252", *(old if set(names) <= _WESTERN else ())]


def _is_japanese(sample: bytes) -> bool:
    """Whether bytes are words of Japanese in Windows' own encoding, whose signs (①, 髙) the guess does not know.

    Letters of another language that pass for Chinese characters stand alone among Latin ones.
    """
    try:
        text = codecs.getincrementaldecoder("cp932")().decode(sample)
    except UnicodeDecodeError:
        return False
    beyond_ascii = sum(not character.isascii() for character in text)
    in_words = sum(len(word) for word in _JAPANESE.findall(text) if len(word) > 1)
    return in_words > 0.8 * beyond_ascii > 0


def is_known(encoding: str) -> bool:
    """Whether Python can decode ``encoding``."""
    try:
        return bool(codecs.lookup(encoding))
    except LookupError:
        return False


def _shown_as_lost(places: int) -> str:
    return f"{counted(places, 'place')} shown as �"


def _known_as(encoding: str) -> str:
    """An encoding by the name that editors and browsers show."""
    if encoding in _NAMES:
        return _NAMES[encoding]
    name = re.sub(r"^cp(125\d|874)$", r"windows-\1", encoding)
    return re.sub(r"^iso8859-", "ISO-8859-", name) if name != encoding or "iso" in name else name.upper()
