"""Questions that a sentence of a document answers in its own words: "The rent is 640 euros." → "How much is the rent?".

English only. A sentence that points back to another one, or whose words stand for others, is passed over. Pure.
"""

import re
from collections.abc import Callable, Iterator

from qa_bot.answer.anaphora import begins_with_pronoun
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import CURRENCY_NAMES, CURRENCY_SIGNS, SCALES
from qa_bot.text.languages.english_questions import BE, MONTH, PERSON_TITLES, ROLES, THIRD_PERSON, TIME_PREPOSITIONS
from qa_bot.text.sentences import sentences
from qa_bot.text.wording import one_line

_LONGEST = 240
_BE, _AT_TIMES = alternation(BE), alternation(TIME_PREPOSITIONS)
_NUMBER = rf"(?i:\d[\d.,]*|{alternation(ENGLISH.number_words)})"
_MONEY = rf"(?:[{CURRENCY_SIGNS}]\s?\d|{_NUMBER}\s(?:\w+\s)?(?:{alternation(CURRENCY_NAMES)})\b)"
_MOMENT = rf"(?i:\d{{1,2}}[:.]\d{{2}}\b|(?:\d{{1,2}}\s)?(?:{MONTH})\b|(?:{alternation(ENGLISH.weekdays)})s?\b)"
_THING = r"(?P<thing>[Tt]he\s(?:[a-z-]+\s){0,3}?[a-z-]+(?:\s(?:of|for)\s(?:(?:an?|the)\s)?[a-z-]+)?)"
_ABOUT = r"(?:(?:Around|About|Over|Nearly|Almost|Some|Only|At\sleast|More\sthan|Up\sto)\s)?"
_REST = r"(?:[^.!?;:,()\n]|(?<=\d)[.,](?=\d)){0,70}?"
_LEADING = re.compile(r"(?:[^.!?\n]+\n(?=\S))?(?:[-*•]\s+|\d{1,2}[.)]\s+)?(?:[A-Z]\w+:\s)?")
"""A heading above a sentence, the sign of an item, and a label: "Varroa: "."""


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        _compiled(rf"{_THING}\s(?:(?P<verb>is|was)|stays\sat|comes\sto)\s(?:about\s)?{_MONEY}"),
        lambda found: f"How much {found['verb'] or 'is'} {_within(found['thing'])}?",
    ),
    (
        _compiled(rf"{_THING}\scosts\s(?:about\s)?{_MONEY}"),
        lambda found: f"How much does {_within(found['thing'])} cost?",
    ),
    (
        _compiled(rf"(?P<thing>[A-Z][a-z]+s)\scost\s(?:about\s)?{_MONEY}"),
        lambda found: f"How much do {_within(found['thing'])} cost?",
    ),
    (
        _compiled(rf"{_ABOUT}{_NUMBER}\s(?P<things>(?!(?:{alternation(SCALES)})\b)(?:[a-z-]+\s){{0,2}}?(?:[a-z-]+s|people|personnel))\s"
                  rf"(?P<did>(?:[a-z]+ed|took|came|went|were|gave)\b{_REST})(?=[.,;]\s|[.]$)"),
        lambda found: f"How many {found['things']} {found['did']}?",
    ),
    (
        _compiled(rf"(?:(?:{alternation(PERSON_TITLES)})\.?\s)+[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*\s"
                  rf"(?P<did>(?:[a-z]+(?:ed|s)|gave|took|led|said\sthat)\s(?:the|an?)\s{_REST})(?=[.;])"),
        lambda found: f"Who {found['did']}?",
    ),
    (
        _compiled(rf"(?:.*\s)?(?:[A-Z][\w’'-]+\s){{2,3}}?(?:is|was)\s(?P<role>the\s(?:[a-z-]+\s)?(?:{alternation(ROLES)})\sof\s{_REST})"
                  r"(?=[.,;])"),
        lambda found: f"Who is {found['role']}?",
    ),
    (
        _compiled(rf"{_THING}\s(?P<verb>{alternation(THIRD_PERSON)})\s(?:{_AT_TIMES})\s(?:the\s)?{_MOMENT}"),
        lambda found: f"When does {_within(found['thing'])} {THIRD_PERSON[found['verb']]}?",
    ),
    (
        _compiled(rf"{_THING}\s(?P<verb>{_BE})\s(?P<done>[a-z]+ed|held|built|kept)\s(?:in|at)\s(?:the\s)?(?!{_MOMENT})[A-Z]"),
        lambda found: f"Where {found['verb']} {_within(found['thing'])} {found['done']}?",
    ),
    (
        _compiled(rf"{_THING}\s(?P<verb>{_BE})\s(?P<done>[a-z]+ed|held|built|led|given)\sby\s(?:the\s)?(?:[a-z]+\s)?[A-Z]"),
        lambda found: f"By whom {found['verb']} {_within(found['thing'])} {found['done']}?",
    ),
)  # fmt: skip
"""What sentences begin with, and the question that these answer."""
_VAGUE = re.compile(
    rf"\b(?:{alternation((*ENGLISH.pronouns, *ENGLISH.demonstratives, 'other', 'same'))})\b", re.IGNORECASE
)


def stated_questions(text: str) -> Iterator[str]:
    """Yield a question for each sentence of ``text`` that has one of the forms above."""
    for span in sentences(text):
        sentence = one_line(_LEADING.sub("", span.of(text), count=1))
        if len(sentence) > _LONGEST or begins_with_pronoun(sentence):
            continue
        for pattern, question in _PATTERNS:
            found = pattern.match(sentence)
            if found and not _VAGUE.search(asked := question(found)):
                yield asked
                break


def _within(thing: str) -> str:
    """Return a thing as it is written within a sentence."""
    return thing[0].lower() + thing[1:]
