"""Swedish, as a module of a language is written."""

from qa_bot.text.languages.language import Language, words

SWEDISH = Language(
    code="sv",
    name="Swedish",
    stop_words=words("och det är inte på av till från den med som har ett blev vid efter"),
    question_words=words("vem vad när var hur varför vilken många"),
    months=tuple((name,) for name in "januari februari mars april maj juni juli augusti".split()),
    abbreviations=words("bl.a t.ex kapt"),
    number_abbreviations=words("sid"),
    ordinal_determiners=words("den"),
)
