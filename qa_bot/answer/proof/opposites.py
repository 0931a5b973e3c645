"""Find words of a statement for which its sources have the opposite, or another word of the same kind. Pure."""

from collections.abc import Iterator, Sequence

from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.polarity import has_denial
from qa_bot.answer.proof.words import are_opposites, are_same_word
from qa_bot.text.languages.english_proof import DENIALS, EXCLUSIVE_WORDS
from qa_bot.text.languages.english_quantities import RATE


def opposites(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each word of a statement whose opposite its sources say in its place."""
    said = [word for text in chosen for word in text.words]
    folded = {word.folded for word in said}
    own = {word.folded for word in statement.words}
    is_denied = has_denial(statement) != any(map(has_denial, chosen))
    for word in statement.words:
        if (
            word.folded in DENIALS
            or word.folded in folded
            or any(are_same_word(word.folded, other) for other in folded)
        ):
            continue
        against = next((one for one in said if are_opposites(word.folded, one.folded) and one.folded not in own), None)
        if against is not None and not is_denied:
            yield f"its sources say “{against.text}”, not “{word.text}”"


def exclusive(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for a word of a statement instead of which its sources have another of its kind: week, year."""
    known = frozenset().union(*(text.folded for text in chosen))
    for family in EXCLUSIVE_WORDS:
        said = [member for member in family if member & statement.folded and not member & known]
        theirs = [member for member in family if member & known and not member & statement.folded]
        if said and theirs and not _is_converted(statement):
            word = next(one.text for one in statement.words if one.folded in said[0])
            other = min(theirs[0] & known)
            yield f"its sources say “{other}”, not “{word}”"


def rates(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for "every month" where the sources say "every year" alone."""
    theirs = {found.casefold() for text in chosen for found in RATE.findall(text.text)}
    for match in RATE.finditer(statement.text):
        if theirs and match[1].casefold() not in theirs and not match.group().lower().startswith("a"):
            yield f"its sources say “{min(theirs)}”, not “{match[1]}”"


def _is_converted(statement: Text) -> bool:
    """Return whether a statement has a number with a unit that can be converted: "1.5 km" for "1,500 metres"."""
    return any(figure.dimension and figure.readings != {1.0} for figure in statement.figures)
