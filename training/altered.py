"""Unanswerable questions made of answerable ones: with another name or number, or the opposite word.

They resemble two of the kinds of SQuAD 2.0 (Rajpurkar et al., 2018, table 1): entity swap and antonym.
"""

import random
import re
from collections.abc import Sequence

_NAME = re.compile(r"(?<=\w )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_PAIRS = """
    after before / always never / begin end / began ended / cause prevent / earliest latest / east west / eastern
    western / first last / gain lose / gained lost / high low / higher lower / highest lowest / import export /
    imports exports / increase decrease / increased decreased / inside outside / large small / larger smaller /
    largest smallest / least most / left right / less more / longest shortest / major minor / male female / maximum
    minimum / men women / negative positive / north south / northern southern / old new / older younger / oldest
    youngest / opened closed / private public / rural urban / rise fall / rose fell / strong weak / upper lower / won
    lost / allowed forbidden / accepted rejected / war peace
"""
_OPPOSITES = {
    word: other
    for pair in _PAIRS.split("/")
    for one, two in [pair.split()]
    for word, other in ((one, two), (two, one))
    if word != "lower" or other == "higher"
}


def altered(question: str, context: str, others: Sequence[str], generator: random.Random) -> str | None:
    """Return the question so altered that ``context`` does not answer it; ``others`` are texts on the same subject.

    None if it has no name and no number of the context, and no word with an opposite.
    """
    changes = [
        (found.span(), given)
        for pattern in (_NAME, _NUMBER)
        for found in pattern.finditer(question)
        if found[0] in context
        for given in _others_like(pattern, found[0], question + context, others, generator)
    ]
    changes += [
        (found.span(), _OPPOSITES[found[0]]) for found in re.finditer(r"\b[a-z]+\b", question) if found[0] in _OPPOSITES
    ]
    if not changes:
        return None
    (start, end), given = generator.choice(changes)
    return question[:start] + given + question[end:]


def _others_like(
    pattern: re.Pattern[str], replaced: str, known: str, others: Sequence[str], generator: random.Random
) -> list[str]:
    """Return a name or a number of about the same form from another text, which the known one has not; or nothing."""
    for text in generator.sample(others, min(3, len(others))):
        found = [one for one in pattern.findall(text) if one not in known and abs(len(one) - len(replaced)) < 6]
        if pattern is _NUMBER:
            found = [one for one in found if len(one) == len(replaced)]
        if found:
            return [generator.choice(found)]
    return []
