import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa_bot.chats.escaping import escaped
from qa_bot.text.wording import printable
from tests.chats.rendered import linkable, linkable_between_backslashes, rendered
from tests.strategies import texts

HOSTILE = """http:// https://a.b/c www. WWW.x.org a@b.co example.com readme.md mailto:a@b.c //localhost ftp://q.w ` ``
    \\ [ ] ( ) ![]( ](x) [^1]: [^1] [x]: <script> </script> <b> <http://a.b> <!-- --> <? <![CDATA[ &lt; &#60; &amp # ##
    --- === *** __ * _ ~~ ~~~ | |-|-| 1. 1) 12345. + - : $ $$ {{ }} {% ^ = == %% > ! ? " ' , . x word 中文 ü""".split()
pieces = st.sampled_from([*HOSTILE, *HOSTILE, " ", " ", "  ", "\n", "\n\n", "\t", "\u2028", "\0", "\x1b[31m", "\u202e"])
hostile = st.lists(pieces, max_size=12).map("".join)
# Where text stands in the export: alone on a line, in a heading, in a list, in brackets and quotes.
frames = st.sampled_from([("", ""), ("## ", ""), ("- ", ""), ("No answer: ", ""), ("Quoted from x (", ")"), ("“", "”")])
LINKS = re.compile(r"(?i)//|www\.|\w@\w")
NAMES = re.compile(r"\w\.[^\W\d_]{2}")


@given(hostile | texts, frames)
@example("1. [x](http://a.b)", ("", ""))
@example("---", ("- ", ""))
def test_a_viewer_shows_the_text_literally(text: str, frame: tuple[str, str]) -> None:
    before, after = frame
    elements, seen = rendered(f"{before}{escaped(text)}{after}")
    bare_before = before.lstrip("#- ") if before.strip() in {"##", "-"} else before
    assert seen.strip("\n ") == f"{bare_before}{printable(text)}{after}".strip(" ")  # Markdown drops spaces at the ends
    allowed = {"##": {"h2"}, "-": {"ul", "li"}}.get(before.strip(), {"p"})
    assert set(elements) <= allowed | {"code"}


@given(hostile | texts)
@example("see http://a.b, WWW.a.b or www.a.b or a@b.co, or readme.md")
def test_no_viewer_finds_an_address_to_link(text: str) -> None:
    assert not LINKS.search(linkable(escaped(text)))
    assert not NAMES.search(linkable_between_backslashes(escaped(text)))


def test_the_search_for_addresses_finds_them_where_nothing_is_escaped() -> None:
    for text in ("http://a", "WWW.1", "www\\.1", "a\\@1", "//localhost"):
        assert LINKS.search(linkable(text)), text
    assert NAMES.search(linkable_between_backslashes("readme.md"))


@given(st.text(st.characters(), max_size=60))
def test_escaped_text_is_one_line_without_bidi_controls(text: str) -> None:
    line = escaped(text)
    line.encode("utf-8")
    assert len(line.splitlines()) <= 1
    assert not any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in line)
    assert not any(unicodedata.bidirectional(letter) in _TURNING for letter in line)


_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("safe\u202egpj.exe", "safe�gpj.exe"),
        ("\u2067a\u2069\u200f\u061c", "�a" + "�" * 3),
        ("a\x1b[31mb\x9bc\x7f", "a\ufffd[31mb\ufffdc\ufffd"),
        ("a\udcffb", "a\ufffdb"),
        (" a \n\n\u3000b\tc\r\n", "a b c"),
        ("שלום naïve 中文 🙂", "שלום naïve 中文 🙂"),
    ],
)
def test_controls_are_replaced(text: str, seen: str) -> None:
    assert printable(text) == seen
    assert rendered(escaped(text)) == (["p"], f"{seen}\n")


def test_plain_words_are_unchanged() -> None:
    text = "He came in 1992 (it is said), with 3.5 % more; “why?” – because… It's all."
    assert escaped(text) == text.replace("%", "\\%")
