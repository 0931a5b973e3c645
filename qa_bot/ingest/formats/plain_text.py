"""Plain text in any common encoding, with a note where the encoding was detected.

UTF-8 comes first, because no other encoding is valid UTF-8 by chance. Other text is UTF-8 with a few invalid bytes,
UTF-16, or a legacy encoding, which ``uchardet`` (within resiliparse) detects. On 39 samples of 15 languages, from a
word to a paragraph, it was right on 39 (with the choice between candidates made here), charset-normalizer on 19.
"""

import codecs
import contextlib
import re

from resiliparse.parse.encoding import detect_encoding

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.text.wording import counted

SAMPLE_SIZE = 1 << 17
"""Bytes or characters that decide on the encoding, and on text or binary data."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, which is a prefix of it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The encoding meant by a detected one: Windows encodings hold the letters of the first two, and curly quotes in place
# of control characters. The other three are hardly used, and detected where a few words leave the choice.
_MEANT = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-3": "cp1252",
    "iso8859-4": "cp1252",
    "iso8859-10": "cp1252",
    "iso8859-13": "cp1257",
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
_BALTIC = {"iso8859-13", "cp1257"}
_FEW = 10
"""Bytes beyond ASCII: fewer do not tell a Baltic encoding from the Western one, which is more frequent."""

_OLD = ("cp850", "mac_roman", "cp857", "mac_turkish")
"""DOS and Mac: never detected, but tried where the detected encoding leaves suspicious characters."""

_TURKISH = ("cp857", "mac_turkish")
_TURKISH_GUESSES = ("iso8859-3", "iso8859-9", "cp1254")

BROWSERS = {"shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "gbk": "gb18030"}
"""Encodings that browsers use in place of a named one: supersets (Encoding Standard, 4.2)."""

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
"""Seven-bit encodings that switch character sets by escape sequences."""

_CONTROL_SHARE = 0.04
"""Share of control characters in text: logs have some (colours, form feeds), random bytes 10 % in any encoding."""

_CONTROL = r"\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff"
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile(f"[{_CONTROL}]")
# A symbol inside of a word is a wrongly decoded accented letter: "na´ve".
# A capital among lower-case letters is one of another encoding: "lÕŽtŽ".
_SUSPICIOUS = re.compile(
    rf"[{_CONTROL}\x85]|(?<=[^\W\d_])[´¨¸˙˛˘¯°±£¤§©®¬¦¡¿ƒ„†‡ˆ‰˜™›‹÷×¹²³¼½¾─-╿](?=[^\W\d_])"
    r"|(?<=[a-zß-ÿ])[À-ÖØ-ÞŠŒŽŸ](?=[a-zß-ÿ])"
)
_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff00-\uff60]+")


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the file's text unchanged, without a byte-order mark.

    Raises:
        FileUnreadable: the bytes are no text.
    """
    text, note = decoded(data)
    return Extraction(text, note=note)


def decoded(data: bytes) -> tuple[str, str]:
    """Return the characters of ``data`` and a note on the encoding, "" for plain UTF-8.

    Raises:
        FileUnreadable: the bytes are no text, or text in an unknown encoding.
    """
    text, note = in_units(data) or _in_bytes(data)
    if "\0" in text:
        raise FileUnreadable("it is not text: it holds NUL bytes")
    sample = text[:SAMPLE_SIZE]
    if len(_CONTROLS.findall(sample)) > _CONTROL_SHARE * len(sample):
        raise FileUnreadable("it is not text: too much of it is no character")
    return text, note


def in_units(data: bytes) -> tuple[str, str] | None:
    """Return UTF-16 or UTF-32 text and a note on it, None for other text.

    Raises:
        FileUnreadable: it has the byte-order mark of such text and is none.
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
    """Detect UTF-16 without a mark by NULs in nearly every second byte, as Western text has them."""
    sample = data[:SAMPLE_SIZE]
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
    """Decode seven-bit Japanese or Korean text, as in old mail."""
    for mark, encoding in _ESCAPED.items():
        if mark in data and data.isascii():
            with contextlib.suppress(UnicodeDecodeError):
                return data.decode(encoding), f"read as {_display_name(encoding)} text"
    return None


def _patched(data: bytes) -> tuple[str, str] | None:
    """Decode UTF-8 with a few invalid bytes, where another encoding would garble every other accented letter.

    It needs two valid letters for each invalid place; in legacy text, less than one place in six is valid by chance.
    """
    text = data.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    if beyond_ascii - broken < 2 * broken:
        return None
    return text, f"{_shown_as_lost(broken)}: not UTF-8"


def _legacy(data: bytes) -> tuple[str, str]:
    """Decode legacy text in the likely encoding that leaves the fewest suspicious characters."""
    if b"\0" in data:
        raise FileUnreadable("it is not text: it holds NUL bytes")
    texts = {name: data.decode(name, "replace") for name in _likely(data)}
    best = min(texts, key=lambda name: len(_SUSPICIOUS.findall(texts[name][:SAMPLE_SIZE])))  # the first of equals
    lost = texts[best].count("\ufffd")
    note = f"read as {_display_name(best)} text"
    return texts[best], f"{note}, {_shown_as_lost(lost)}" if lost else note


def _likely(data: bytes) -> list[str]:
    """Return the candidate encodings, the likeliest first."""
    found = _BEYOND_ASCII.search(data)
    first = max(0, found.start() - 1000) if found else 0  # where the sample begins
    sample = data[first : first + SAMPLE_SIZE]
    guess = detect_encoding(sample, html5_compatible=False) or "cp1252"
    names = [name for name in (_MEANT.get(guess), guess, _ALSO.get(guess)) if name and is_known(name)]
    windows_japanese = ["cp932"] if guess != "shift_jis" and _is_japanese(sample) else []
    if guess in _BALTIC and len(_BEYOND_ASCII.findall(sample)) < _FEW:
        names = ["cp1252", *names]
    old = sorted(_OLD, key=lambda name: name not in _TURKISH) if guess in _TURKISH_GUESSES else _OLD
    return [*windows_japanese, *names, "cp1252", *(old if set(names) <= _WESTERN else ())]


def _is_japanese(sample: bytes) -> bool:
    """Return whether bytes are Japanese words in Windows-31J, whose extensions (①, 髙) uchardet does not know.

    Letters of another language decode to single Chinese characters among Latin ones.
    """
    try:
        text = codecs.getincrementaldecoder("cp932")().decode(sample)
    except UnicodeDecodeError:
        return False
    beyond_ascii = sum(not character.isascii() for character in text)
    in_words = sum(len(word) for word in _JAPANESE.findall(text) if len(word) > 1)
    return in_words > 0.8 * beyond_ascii > 0


def is_known(encoding: str) -> bool:
    """Return whether Python can decode ``encoding``."""
    try:
        return bool(codecs.lookup(encoding))
    except LookupError:
        return False


def _shown_as_lost(places: int) -> str:
    return f"{counted(places, 'place')} shown as �"


def _display_name(encoding: str) -> str:
    """Return the name of an encoding in editors and browsers."""
    if encoding in _NAMES:
        return _NAMES[encoding]
    name = re.sub(r"^cp(125\d|874)$", r"windows-\1", encoding)
    return re.sub(r"^iso8859-", "ISO-8859-", name) if name != encoding or "iso" in name else name.upper()
