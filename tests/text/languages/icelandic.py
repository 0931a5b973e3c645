"""Icelandic, as a module of a language is written."""

from qa_bot.text.languages.language import Language, words

ICELANDIC = Language(
    code="is",
    name="Icelandic",
    stop_words=words("og það er að ekki á af til frá með sem hefur var við eftir"),
    question_words=words("hver hvað hvenær hvar hvernig hvers hvaða margir"),
    months=tuple((name,) for name in "janúar febrúar mars apríl maí júní júlí ágúst".split()),
    abbreviations=words("m.a t.d kapt"),
    number_abbreviations=words("bls"),
    ordinal_determiners=words("hinn"),
)
