"""The sentences of the cited passages that together cover a statement. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from qa_bot.answer.proof.names import has_name, names, runs
from qa_bot.answer.proof.values import Day, Figure, days, figures
from qa_bot.answer.proof.words import Word, are_same_word, are_synonyms, content, words
from qa_bot.records import Span
from qa_bot.text.languages import ENGLISH, Language, detect
from qa_bot.text.sentences import sentences

_MOST_SENTENCES = 4
_LEAST_GAIN = 1.6
"""What a further sentence must cover: a name and a word, or two words."""
_NAME_WEIGHT, _FIGURE_WEIGHT = 1.6, 1.6
_SYNONYM = 0.8


class Text:
    """A statement, or a sentence of a source, with what it states; each part is found when it is first asked for."""

    def __init__(self, text: str, language: Language | None = None, passage: int = 0, span: Span | None = None) -> None:
        """Take a text, its language if it is known, and where it stands in which passage."""
        self.text = text
        self.passage = passage
        self.span = span
        self.language = language or detect(text, default=ENGLISH)

    @cached_property
    def words(self) -> list[Word]:
        """All words."""
        return words(self.text)

    @cached_property
    def folded(self) -> frozenset[str]:
        """All words, folded."""
        return frozenset(word.folded for word in self.words)

    @cached_property
    def content(self) -> list[Word]:
        """The words that say something by themselves."""
        taken = [(one.start, one.end) for one in self.figures] + [(one.start, one.end) for one in self.days]
        return [
            word
            for word in content(self.words, self.language)
            if not any(start <= word.start < end for start, end in taken)
        ]

    @cached_property
    def figures(self) -> list[Figure]:
        """The numbers."""
        return figures(self.text, self.language)

    @cached_property
    def days(self) -> list[Day]:
        """The dates."""
        return list(days(self.text))

    @cached_property
    def names(self) -> list[Word]:
        """The words of names."""
        return names(self.text, self.words, self.language)

    @cached_property
    def name_runs(self) -> list[list[Word]]:
        """The names, each with the words that follow each other."""
        return runs(self.text, self.names)

    def has_part_of(self, other: "Text") -> bool:
        """Return whether this text has a number, a date or a name of another."""
        return (
            any(_has_figure(figure, self) for figure in other.figures)
            or any(_has_day(day, self) for day in other.days)
            or any(has_name(name, self.folded, is_translated=True) for name in other.names)
        )


@dataclass(frozen=True, slots=True)
class StatementPart:
    """A part of a statement that a sentence can cover."""

    weight: float
    is_in: Callable[[Text], float]


def source_texts(passages: Sequence[str], cited: Iterable[int]) -> list[Text]:
    """Return the sentences of the cited passages, in order."""
    found: list[Text] = []
    for index in dict.fromkeys(cited):
        language = detect(passages[index], default=ENGLISH)
        found.extend(Text(span.of(passages[index]), language, index, span) for span in sentences(passages[index]))
    return found


def covering(statement: Text, sources: Sequence[Text]) -> list[Text]:
    """Return the fewest sentences that cover most of a statement's words, names and values, in their order."""
    items = _items(statement)
    covered = [0.0] * len(items)
    table = {id(source): [item.is_in(source) for item in items] for source in sources}
    chosen: list[Text] = []
    while len(chosen) < _MOST_SENTENCES:
        gains = [(_gain(items, table[id(one)], covered), one) for one in sources if one not in chosen]
        gain, best = max(gains, key=lambda pair: (pair[0], -len(pair[1].text)), default=(0.0, None))
        if best is None or gain <= 0 or (chosen and gain < _LEAST_GAIN):
            break
        chosen.append(best)
        covered = [max(pair) for pair in zip(covered, table[id(best)], strict=True)]
    return sorted(chosen, key=sources.index)


def _gain(items: Sequence[StatementPart], matches: Sequence[float], covered: Sequence[float]) -> float:
    """Return what matches of a sentence add to what is covered."""
    return sum(item.weight * max(0.0, new - old) for item, new, old in zip(items, matches, covered, strict=True))


def _items(statement: Text) -> list[StatementPart]:
    named = {word.start for word in statement.names}
    return [
        *(
            StatementPart(_NAME_WEIGHT if word.start in named else 1.0, partial(match, word))
            for word in statement.content
        ),
        *(StatementPart(_FIGURE_WEIGHT, partial(_has_figure, figure)) for figure in statement.figures),
        *(StatementPart(_FIGURE_WEIGHT, partial(_has_day, day)) for day in statement.days),
    ]


def _has_figure(figure: Figure, text: Text) -> float:
    return float(any(figure.readings & its.readings for its in text.figures))


def _has_day(day: Day, text: Text) -> float:
    return float(any(day.is_stated_by(its) for its in text.days))


def match(word: Word, text: Text) -> float:
    """Return how well a text has a word: 1 in another form, less for a synonym, 0 if it lacks it."""
    if word.folded in text.folded or any(are_same_word(word.folded, other) for other in text.folded):
        return 1.0
    return _SYNONYM if any(are_synonyms(word.folded, other) for other in text.folded) else 0.0
