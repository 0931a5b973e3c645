"""Texts drawn by hypothesis: any Unicode, and document-like text made of difficult pieces."""

from hypothesis import strategies as st

_PIECES = """The army was trained. It Dr. Maj. Gen. Hasanov said, U.S. Army No. 4 p. 7 Nov. 30 1990s a.m. end. war and
    the of Türkiye İstanbul ﬁne naïve 中文。 これは文です。 سلام؟ देश। 🙂 𝔘𝔫𝔦 e\u0301 ¹ ⁶ ¹⁰ .⁷ .7 word¹⁰ ... …
    ?! ! ? . , ; : – —""".split()
_BREAKS = [
    " ", "  ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\t", "\v", "\f", "\x85", "\u2028", "\u2029", "\u00a0",
    "\u3000", "",
]  # fmt: skip
_MARKS = [
    '"', "'", "“", "”", "‘", "’", "«", "»", "„", "(", ")", "[", "]", "*", "_", "- ", "* ", "• ", "1. ", "(a) ",
    "iv. ",
]  # fmt: skip
_ODD = [
    "\0", "\x1c", "\x1d", "\x1e", "\x1f", "\u200b", "\ufeff", "\ufffd", "\U0010ffff", "x" * 130, "9" * 40, "." * 30,
    "# ", "---\n",
]  # fmt: skip

any_text = st.text(max_size=400)
"""Any characters except surrogates, which no decoded file contains."""

document_like = st.lists(st.sampled_from([*_PIECES, *_BREAKS, *_BREAKS, *_MARKS, *_ODD]), max_size=120).map("".join)
spaced = st.lists(st.sampled_from([*_PIECES, *_MARKS]), max_size=120).map(" ".join)

texts = st.one_of(any_text, document_like, spaced)
