"""Whether the sources bear out the words of quantity of a statement: all, most, only, never. Pure."""

from collections.abc import Iterator, Sequence

from qa_bot.answer.proof.evidence import Text
from qa_bot.text.languages.english_proof import ENTAILED_QUANTIFIERS, QUANTIFIERS

_STRICT = ("all", "most", "only", "none")
"""What must stand in the sources; "some" and "many" follow from a plural."""


def unproven_quantifiers(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each word of quantity that the sources lack, and that follows from none of theirs."""
    known = frozenset().union(*(text.folded for text in chosen))
    for kind in _STRICT:
        said = next((word for word in statement.words if word.folded in QUANTIFIERS[kind]), None)
        if said is None or (kind == "all" and said.folded in ("both", "any")):
            continue
        kinds = {kind} | ENTAILED_QUANTIFIERS.get(kind, frozenset())
        if kind != "none" and not any(QUANTIFIERS[one] & known for one in kinds):
            yield f"its sources do not say “{said.text}”"
