"""Alter a true sentence in one point, for :mod:`benchmarks.support_pairs`. Pure, given a source of chance."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa_bot.text.languages import ENGLISH, alternation

NAME = re.compile(r"(?<=[a-z,] )(?:the )?[A-Z][\w’'-]+(?: (?:of )?[A-Z][\w’'-]+)*")
MONTH = alternation(names[0].capitalize() for names in ENGLISH.months)
DATE = re.compile(
    rf"\b(?:{MONTH})(?: \d{{1,2}}\b(?!,?\d))?(?:,? \d{{4}})?|\b\d{{1,2}} (?:{MONTH})(?: \d{{4}})?"
    r"|\b(?:1[5-9]|20)\d\d\b"
)
_SPELLED = alternation(set(ENGLISH.number_words) - {"one"})
_NUMBER = re.compile(rf"\b(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)\b(?!,\d|st|nd|rd|th|s\b)|\b(?:{_SPELLED})\b")
_UNITS = (
    ("years", "months"), ("months", "days"), ("days", "weeks"), ("hours", "minutes"), ("minutes", "seconds"),
    ("km", "miles"), ("miles", "km"), ("million", "billion"), ("billion", "million"), ("percent", "million"),
    ("%", " tons"), ("feet", "metres"), ("metres", "kilometres"), ("meters", "kilometers"), ("acres", "hectares"),
    ("weeks", "months"), ("$", "€"), ("pounds", "tons"), ("kilometres", "metres"), ("thousand", "million"),
)  # fmt: skip
BE = alternation("is are was were has had can could will would may must".split())
PARTICIPLE = r"\w+(?:ed|wn|ung|ght|aken|iven|ritten|osen|uilt|ade|eld|old|orn|ound|ent|ut)"

Alter = Callable[[str, str, random.Random, "Material"], str | None]


@dataclass(frozen=True, slots=True)
class Material:
    """What alterations take from: names and predicates of other articles."""

    names: Sequence[str]
    predicates: Sequence[str]


def _other(found: Sequence[str], text: str, chance: random.Random) -> str | None:
    choices = [one for one in found if one.removeprefix("the ") not in text]
    return chance.choice(choices) if choices else None


def _number(statement: str, passage: str, chance: random.Random, _: Material) -> str | None:
    places = [match for match in _NUMBER.finditer(statement) if not re.search(DATE, match.group())]
    if not places:
        return None
    match = chance.choice(places)
    other = _other(_NUMBER.findall(passage), statement, chance) if chance.random() < 0.4 else None
    digits = re.sub(r"\D", "", match.group())
    changed = other or (
        f"{int(digits) * chance.choice((2, 3)) + chance.randint(1, 9):,}"
        if digits
        else chance.choice(sorted(set(ENGLISH.number_words) - {match.group().lower(), "one"}))
    )
    if _value(changed) == _value(match.group()):
        return None
    return statement[: match.start()] + changed + statement[match.end() :]


def _value(number: str) -> float:
    return float(ENGLISH.number_words.get(number.lower()) or number.replace(",", ""))


def _date(statement: str, passage: str, chance: random.Random, _: Material) -> str | None:
    places = list(DATE.finditer(statement))
    if not places:
        return None
    match = chance.choice(places)
    other = (
        _other([one for one in DATE.findall(passage) if len(one) == len(match.group())], statement, chance)
        if chance.random() < 0.4
        else None
    )
    figures = re.findall(r"\d+", match.group())
    if other is None and figures:
        old = figures[-1]
        new = str(int(old) + chance.choice((-20, -3, -1, 1, 2, 10))) if len(old) == 4 else str(int(old) % 28 + 1)
        other = match.group()[::-1].replace(old[::-1], new[::-1], 1)[::-1]
    if other is None:
        other = chance.choice([month for month in MONTH.split("|") if month != match.group()])
    return statement[: match.start()] + other + statement[match.end() :]


def _name(statement: str, passage: str, chance: random.Random, material: Material) -> str | None:
    places = [
        match
        for match in NAME.finditer(" " + statement.replace(statement[0], "a" + statement[0], 1))
        if not DATE.search(match.group())
    ]
    if not places:
        return None
    old = chance.choice(places).group().removeprefix("the ")
    near = [one.removeprefix("the ") for one in NAME.findall(passage) if not DATE.search(one)]
    near = [one for one in near if not set(one.split()) & set(statement.split())]
    other = _other(near if chance.random() < 0.4 else material.names, passage if not near else statement, chance)
    return statement.replace(old, other, 1) if other and other not in old and old in statement else None


def _negation(statement: str, _: str, chance: random.Random, __: Material) -> str | None:
    if re.search(r"\b(?:not|never)\b", statement):
        return re.sub(r" (?:not|never)\b", "", statement, count=1)
    match = re.search(rf" (?:{BE})\b", statement)
    if match and " and " not in statement[: match.start()]:
        return statement[: match.end()] + chance.choice((" not", " never", " not")) + statement[match.end() :]
    return None


def _quantifier(statement: str, passage: str, chance: random.Random, _: Material) -> str | None:
    match = _NUMBER.search(statement)
    dated = [one.span() for one in DATE.finditer(statement)] + [
        one.span() for one in re.finditer(r"\d+[.-]\d+[.-]\d+", statement)
    ]
    if (
        match
        and not any(start <= match.start() < end for start, end in dated)
        and not re.search(r"(?:than|least|most|about|over|around|nearly|almost|to|under) $", statement[: match.start()])
    ):
        return (
            statement[: match.start()]
            + chance.choice(("less than ", "more than ", "at most "))
            + statement[match.start() :]
        )
    be = re.search(r" (?:is|are|was|were)\b", statement)
    if be and not re.search(r"\b(?:only|always|all|every|each)\b", passage.lower()):
        return statement[: be.end()] + chance.choice((" only", " always", " mostly")) + statement[be.end() :]
    return None


def _unit(statement: str, passage: str, _: random.Random, __: Material) -> str | None:
    for old, new in _UNITS:
        found = re.search(
            rf"(?<=\d){re.escape(old)}|(?<=[\d\w] ){re.escape(old)}\b" if old != "$" else r"\$(?=\d)", statement
        )
        if found and _NUMBER.search(statement) and new.strip() not in passage:
            return statement[: found.start()] + new + statement[found.end() :]
    return None


def _swap(statement: str, _: str, __: random.Random, ___: Material) -> str | None:
    names = [
        match
        for match in re.finditer(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*", statement)
        if not DATE.search(match.group())
    ]
    for one, other in pairwise(names):
        between = statement[one.end() : other.start()]
        is_verbal = re.search(rf"\b{PARTICIPLE}\b", between)
        if (
            is_verbal
            and one.group() != other.group()
            and one.group() not in ENGLISH.sentence_starters
            and one.group().lower() not in ENGLISH.stop_words
        ):
            return statement[: one.start()] + other.group() + between + one.group() + statement[other.end() :]
    return None


def _half(statement: str, _: str, chance: random.Random, material: Material) -> str | None:
    return f"{statement.rstrip('.')}, and {chance.choice(material.predicates)}"


ALTERATIONS: dict[str, Alter] = {
    "number": _number, "date": _date, "name": _name, "negation": _negation, "quantifier": _quantifier, "unit": _unit,
    "swap": _swap, "half": _half,
}  # fmt: skip
