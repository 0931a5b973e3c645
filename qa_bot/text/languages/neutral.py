"""Languages without a module of their own: words that distinguish them, and abbreviations that all languages share."""

from dataclasses import replace

from qa_bot.text.languages.language import Language, words

COMMON_ABBREVIATIONS = words(
    """dr prof mr mrs ms st mme mmes mlle mgr sra srta dra dott doç yrd dipl ing phil jur habil co"""
)
COMMON_NUMBER_ABBREVIATIONS = words("al ed eds vol fig tel pp")
"""Abbreviations, most of them titles of persons, that texts in any language may contain."""

NEUTRAL = Language(
    code="",
    name="unknown",
    table_labels=words("tabulka"),
    sheet_names=words("arkusz list munka"),
)
"""The language of a text that could be in any; its labels are Czech, Hungarian and Polish ones."""

DUTCH = replace(
    NEUTRAL,
    code="nl",
    name="Dutch",
    stemmer="dutch",
    stop_words=words(
        """de het een en van is dat op te zijn met voor niet aan door werd wordt naar ook bij uit deze waar wanneer wie
        hoe hoeveel welke heeft hebben zich tussen tot als maar om werden eerste"""
    ),
    property_words=words("schreef geschreven auteur* titel*"),
    table_labels=words("tabel"),
    sheet_names=words("blad"),
)
