"""A follow-up and its conversation → the question that it stands for. Pure."""

import re
from collections.abc import Sequence

from qa_bot.conversation.anaphora import Anaphor, anaphors
from qa_bot.conversation.antecedents import antecedent
from qa_bot.conversation.phrases import Phrase, Word, is_participle, names, phrases, words
from qa_bot.records import Turn
from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.english import FURTHER_WORDS, RANKS

_TURNS = 6
_TOPIC_WORDS = 8
_LONGEST_WORD = 40
_FRAGMENT_WORDS = 3
_TEXT_CHARACTERS = 1000
_OPENING = re.compile(r"(?:(?:and|but|so|or|then)\b[\s,]*)*(?:(?:what|how)\s+about\b\s*)?", re.IGNORECASE)


def complete(question: str, history: Sequence[Turn]) -> str:
    """The question that a follow-up stands for.

    Where a word points back, what it means stands in its place ("When was it signed?" → "When was the Shusha
    Declaration signed?"); where nothing can be put into the sentence, the topic's words follow in brackets. A question
    that stands on its own comes back unchanged, so that a new topic is not dragged to the old one.
    """
    told: list[Turn] = []
    for turn in history[-_TURNS:]:
        told.append(Turn(_as_told(turn.question[:_TEXT_CHARACTERS], told), turn.answer[:_TEXT_CHARACTERS]))
    return _completed(question, told)


def points_back(question: str) -> bool:
    """Whether a question needs the conversation: it points at something unnamed, or hardly says anything itself."""
    return bool(anaphors(question)) or _is_fragment(question)


def _as_told(question: str, told: Sequence[Turn]) -> str:
    """What a turn of the conversation asked; one without a word of its own ("Why?") stays with the question before."""
    if told and all(word.empty for word in words(question)) and not anaphors(question):
        return told[-1].question
    return _completed(question, told)


def _completed(question: str, told: Sequence[Turn]) -> str:
    if not told:
        return question
    question = _with_full_names(question, told)
    if found := anaphors(question):
        return _put_in(question, found, told)
    if _is_fragment(question):
        return _in_its_slot(question, told[-1].question) or _in_brackets(question, _topic(told))
    return question


def _is_fragment(question: str) -> bool:
    """Whether a question says too little alone: "Why?", "And in 2022?", "What about Armenia?", "Who signed?"."""
    found = words(question)
    own = [place for place, word in enumerate(found) if not word.empty]
    opened = bool(_opening(question).strip())
    if opened and not names(question):
        return True
    if any(word.folded in ENGLISH.auxiliaries for word in found):
        return not own or (len(own) == 1 and not _stands_alone(found, own[0]))
    more = any(word.folded in FURTHER_WORDS for word in found)
    return len(own) < (_FRAGMENT_WORDS + 1 if opened else _FRAGMENT_WORDS if more else 2)


def _opening(question: str) -> str:
    """Words like "And" or "But what about", where a question begins so."""
    found = _OPENING.match(question)
    return found.group() if found else ""


def _stands_alone(found: list[Word], place: int) -> bool:
    """Whether the only word of a question's own is what it is about: "What is inflation?", not "Who was killed?"."""
    before = found[place - 1].folded if place else ""
    return found[place].capital or (before in ENGLISH.auxiliaries | {"a", "an"} and not is_participle(found[place]))


def _with_full_names(question: str, told: Sequence[Turn]) -> str:
    """The question with the full name of what it calls by its kind alone: "the declaration" that was spoken of."""
    called = [phrase for phrase in phrases(question) if phrase.text.startswith("the ") and " " not in phrase.bare]
    if not called or names(question):
        return question
    known = {one.head: one for turn in told for text in (turn.answer, turn.question) for one in names(text)}
    for phrase in called:
        meant = known.get(phrase.bare)
        if meant and meant.text.startswith("the "):
            return question.replace(phrase.text, meant.text, 1)
    return question


def _put_in(question: str, found: Sequence[Anaphor], told: Sequence[Turn]) -> str:
    """The question with what its pointers stand for in their places, and in brackets what is still to be said.

    Where something without a name of its own is put in ("the exercise"), that is the names that went with it.
    """
    meant: dict[Anaphor, Phrase] = {}
    unsaid: list[Word] = []
    for pointer in found:
        if any(one.kind == pointer.kind for one in meant):
            continue  # "his" after "he": once is enough
        phrase = antecedent(pointer, told, [*(one.bare for one in meant.values()), question])
        if phrase:
            meant[pointer] = phrase
        if not phrase or not phrase.named:
            unsaid += [word for word in _topic(told) if _to_be_said(word, pointer, phrase)]
    completed = question
    for pointer, phrase in reversed(meant.items()):
        completed = completed[: pointer.start] + _spoken(pointer, phrase) + completed[pointer.end :]
    return _in_brackets(completed, unsaid)


def _to_be_said(word: Word, pointer: Anaphor, put_in: Phrase | None) -> bool:
    if put_in:
        return word.capital
    return pointer.kind != "such" or word.folded not in RANKS  # "the second one" is not the first


def _spoken(pointer: Anaphor, meant: Phrase) -> str:
    """What is meant, in the place of what points at it."""
    if pointer.owning:
        return meant.text + ("’" if meant.text.endswith("s") else "’s")
    if pointer.kind == "place":
        return f"{meant.before if meant.before in ('at', 'on', 'near') else 'in'} {meant.text}"
    return meant.text


def _topic(told: Sequence[Turn]) -> list[Word]:
    """The words of the last question that says something."""
    for turn in reversed(told):
        if topic := [one for one in words(turn.question) if not one.empty and len(one.text) <= _LONGEST_WORD]:
            return topic
    return []


def _in_brackets(question: str, topic: Sequence[Word]) -> str:
    """The question, and in brackets the words of a topic that it does not have; names first where they are many."""
    spoken = {word.folded for word in words(question)}
    fresh = list({word.folded: word for word in topic if word.folded not in spoken}.values())
    kept = sorted(fresh, key=lambda word: not word.capital)[:_TOPIC_WORDS]
    said = " ".join(word.text for word in fresh if word in kept)
    return f"{question} ({said})" if said else question


def _in_its_slot(fragment: str, last: str) -> str:
    """The last question with the fragment in the place of its like: "And in 2022?" after "What happened in 2021?".

    Empty where the fragment is more than a phrase, or more or less than one phrase is like it.
    """
    own = fragment[len(_opening(fragment)) :].strip(" ?.!")
    new = phrases(own) or _numbers(own)
    old = [one for one in [*phrases(last), *_numbers(last)] if new and _alike(new[0], one)]
    if len(new) != 1 or len(old) != 1 or last.endswith(")"):
        return ""
    whole = own.casefold() == f"{new[0].before} {new[0].text}".strip().casefold()
    return last.replace(old[0].text, new[0].text, 1) if whole else ""


def _numbers(text: str) -> list[Phrase]:
    found = words(text)
    return [
        Phrase(word.text, before.folded, named=False)
        for before, word in zip([Word("", 0, 0), *found], found, strict=False)
        if word.text.isdigit()
    ]


def _alike(new: Phrase, old: Phrase) -> bool:
    """Whether one phrase can take another's place."""
    if new.text[0].isdigit() or old.text[0].isdigit():
        return new.text.isdigit() and old.text.isdigit() and new.before == old.before
    if new.before or not (new.named and old.named):
        return bool(new.before) and new.before == old.before and new.named == old.named
    if new.bare.split()[0] == old.bare.split()[0]:  # "Article 9" for "Article 8"
        return True
    return old.before in ENGLISH.auxiliaries and _has_article(new) == _has_article(old)


def _has_article(phrase: Phrase) -> bool:
    return phrase.text.split()[0].casefold() in ENGLISH.articles
