"""The records that pass between the packages. Read its two modules first.

::

    index   folder ─▶ Document ─▶ Passage ─▶ vectors and words ─▶ a generation on disk
    ask     question ─▶ Hit ─▶ Claim ─▶ Answer with Citations

All are frozen. Where a record has offsets and their text, the one function that builds it checks the slice. A ``Claim``
is unchecked, a ``Citation`` is checked; only :mod:`qa_bot.answer.citations` turns one into the other.
"""

from qa_bot.records.answers import (
    REFUSAL,
    Answer,
    Citation,
    CitationStatus,
    Claim,
    Compared,
    Comparison,
    Difference,
    Intent,
    Match,
    Mode,
    Occurrences,
    Point,
    ShortAnswer,
    Side,
    State,
    Statement,
    Turn,
    Unsupported,
)
from qa_bot.records.texts import Document, Hit, Passage, Place, PlaceKind, Span

__all__ = [
    "REFUSAL",
    "Answer",
    "Citation",
    "CitationStatus",
    "Claim",
    "Compared",
    "Comparison",
    "Difference",
    "Document",
    "Hit",
    "Intent",
    "Match",
    "Mode",
    "Occurrences",
    "Passage",
    "Place",
    "PlaceKind",
    "Point",
    "ShortAnswer",
    "Side",
    "Span",
    "State",
    "Statement",
    "Turn",
    "Unsupported",
]
