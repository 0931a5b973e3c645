"""English words around the codes, numbers and years of a question."""

from qa_bot.text.languages.english import ENGLISH
from qa_bot.text.languages.language import words

UNNUMBERED_WORDS = ENGLISH.month_names | words(
    """a about above after all and any approximately are around as at be before below between but by did do does during
    each every exactly first for from had has have how in into is it its just last least less many more most nearly next
    no not of off on only or over past per since some than that the then there these they this those through till to
    under until up us was were what when where which while who while with within the year years day days costs cost
    reach reached exceed age aged"""
)
"""Words that no number behind them tells from another: "after 30", "May 30"."""
SECTION_NOUNS = ("§", "section", "article", "art", "clause", "paragraph", "para", "chapter", "sec", "point", "item")
"""Nouns of the numbered parts of a text, each of which may stand for another."""
VERSION_NOUNS = words("version release edition")
"""Nouns whose number is also written directly behind a name: "GPLv3"."""
NUMBER_LABELS = words("no nr number numero iec en din")
"""What may come between a noun and its number: "ISO/IEC 27001", "invoice no. 7"."""
WORDS_AFTER_NUMBERED = words(
    """of in on at for with to from by as is was are were do does did has have had can could will would must may mean
    means say says and or about the a an when if that"""
)
"""Words after a number that names something: "is 30 of", where "30 days" counts."""
RANGE_WORDS = words("between from since after before until till to and by through than around about circa late early")
"""Words after which a year is a bound of what is asked for, and need not be in the answer."""
