"""Rewriting of English follow-up questions. Pure."""

import re
from collections.abc import Sequence

from qa_bot.conversation.anaphora import Anaphor, anaphors
from qa_bot.conversation.antecedents import antecedent
from qa_bot.conversation.phrases import Phrase, Word, is_participle, names, phrases, words
from qa_bot.conversation.topic import LONGEST_WORD, with_topic
from qa_bot.records import Turn
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import INDEFINITE_ARTICLES, PLACE_NOUNS
from qa_bot.text.languages.english_conversation import (
    COMPANY_NOUNS,
    FURTHER_WORDS,
    MORE_WORDS,
    OPENING,
    PLACE_WORDS,
    RANKS,
)

_NAMED_KIND = re.compile(rf"\bthe (?P<noun>{alternation(PLACE_NOUNS | COMPANY_NOUNS)})\b(?! of\b)", re.IGNORECASE)


def rewrite_english(question: str, turns: Sequence[Turn]) -> str:
    """Return the question that stands on its own.

    An anaphor is replaced by what it stands for ("When was it signed?" → "When was the Shusha Declaration signed?");
    where that fails, and for a fragment, the words of the topic are appended in brackets.

    Args:
        question: The follow-up.
        turns: The conversation, not empty, its questions rewritten.
    """
    question = _with_named_kind(_with_full_name(question, turns), turns)
    if found := anaphors(question):
        return _substituted(question, found, turns)
    if _is_fragment(question):
        return _in_last_question(question, turns[-1].question) or with_topic(question, _topic(turns))
    return question


def has_no_content(question: str) -> bool:
    """Return whether a question has stop words only and no anaphor: "Why?"."""
    return all(word.is_stop_word for word in words(question)) and not anaphors(question)


def _is_fragment(question: str) -> bool:
    """Return whether a question says too little alone: "Why?", "And in 2022?", "What about Armenia?", "Who signed?"."""
    found = words(question)
    content = [place for place, word in enumerate(found) if not word.is_stop_word]
    if len(found) == len(content) == 1 and not is_participle(found[0]) and found[0].folded not in MORE_WORDS:
        return False  # "laundry": a new question
    is_continued = bool(_opening(question).strip())
    if is_continued and not names(question):
        return True
    if any(word.folded in ENGLISH.auxiliaries for word in found):
        return not content or (len(content) == 1 and not _is_subject(found, content[0]))
    asks_for_more = any(word.folded in FURTHER_WORDS for word in found)
    return len(content) < (4 if is_continued else 3 if asks_for_more else 2)


def _opening(question: str) -> str:
    """Return words like "And" or "But what about" that a question begins with, or ""."""
    match = OPENING.match(question)
    return match.group() if match else ""


def _is_subject(found: Sequence[Word], place: int) -> bool:
    """Return whether the only content word is the subject: "What is inflation?", not "Who was killed?"."""
    before = found[place - 1].folded if place else ""
    is_after_verb = before in ENGLISH.auxiliaries | INDEFINITE_ARTICLES
    return found[place].is_capitalized or (is_after_verb and not is_participle(found[place]))


def _with_full_name(question: str, turns: Sequence[Turn]) -> str:
    """Return the question with the full name of what it calls by its noun alone: "the declaration"."""
    called = [one for one in phrases(question) if one.text.startswith("the ") and " " not in one.without_article]
    if not called or names(question):
        return question
    known = {name.head: name for turn in turns for text in (turn.answer, turn.question) for name in names(text)}
    for phrase in called:
        name = known.get(phrase.without_article)
        if name and name.text.startswith("the "):
            return question.replace(phrase.text, name.text, 1)
    return question


def _with_named_kind(question: str, turns: Sequence[Turn]) -> str:
    """Return the question with the name of what it calls "the city" or "the company" appended in brackets."""
    match = _NAMED_KIND.search(question)
    if not match or names(question):
        return question
    is_place = match["noun"].casefold() in PLACE_NOUNS
    named = antecedent(Anaphor(*match.span(), "place" if is_place else "thing"), turns, [question])
    return with_topic(question, words(named.without_article)) if named and named.has_name else question


def _substituted(question: str, found: Sequence[Anaphor], turns: Sequence[Turn]) -> str:
    """Return the question with each anaphor replaced, and in brackets the topic's words that are missing then.

    With a phrase that contains no name ("the exercise") the names that stood beside it are missing.
    """
    substitutes: dict[Anaphor, Phrase] = {}
    missing: list[Word] = []
    for anaphor in found:
        if any(other.kind == anaphor.kind for other in substitutes):
            continue  # "his" after "he": once is enough
        excluded = [*(phrase.without_article for phrase in substitutes.values()), question]
        phrase = antecedent(anaphor, turns, excluded)
        if phrase:
            substitutes[anaphor] = phrase
        if not phrase or not phrase.has_name:
            missing += [word for word in _topic(turns) if _is_missing(word, anaphor, phrase)]
    rewritten = question
    for anaphor, phrase in reversed(substitutes.items()):
        rewritten = rewritten[: anaphor.start] + _inflected(anaphor, phrase) + rewritten[anaphor.end :]
    return with_topic(rewritten, missing)


def _is_missing(word: Word, anaphor: Anaphor, substitute: Phrase | None) -> bool:
    """Return whether a word of the topic is appended beside what replaces an anaphor."""
    if substitute:
        return word.is_capitalized
    return anaphor.kind != "one" or word.folded not in RANKS  # "the second one" is not the first


def _inflected(anaphor: Anaphor, phrase: Phrase) -> str:
    """Return the words that replace an anaphor: a possessive, a place with its preposition, or the phrase."""
    if anaphor.is_possessive:
        return phrase.text + ("’" if phrase.text.endswith("s") else "’s")
    if anaphor.kind == "place":
        return f"{phrase.before if phrase.before in PLACE_WORDS else 'in'} {phrase.text}"
    return phrase.text


def _topic(turns: Sequence[Turn]) -> list[Word]:
    """Return the content words of the last question that has any."""
    for turn in reversed(turns):
        if topic := [one for one in words(turn.question) if not one.is_stop_word and len(one.text) <= LONGEST_WORD]:
            return topic
    return []


def _in_last_question(fragment: str, last: str) -> str:
    """Return the last question with a fragment in place of the parallel phrase: "And in 2022?" for "… in 2021?".

    Return "" where the fragment is more than one phrase, or not exactly one phrase of the question is parallel to it.
    """
    own = fragment[len(_opening(fragment)) :].strip(" ?.!")
    new = phrases(own) or _numbers(own)
    old = [phrase for phrase in [*phrases(last), *_numbers(last)] if new and _are_parallel(new[0], phrase)]
    if len(new) != 1 or len(old) != 1 or last.endswith(")"):
        return ""
    is_whole = own.casefold() == f"{new[0].before} {new[0].text}".strip().casefold()
    return last.replace(old[0].text, new[0].text, 1) if is_whole else ""


def _numbers(text: str) -> list[Phrase]:
    found = words(text)
    return [
        Phrase(word.text, before.folded, has_name=False)
        for before, word in zip([Word("", 0, 0), *found], found, strict=False)
        if word.text.isdigit()
    ]


def _are_parallel(new: Phrase, old: Phrase) -> bool:
    """Return whether one phrase can take the place of the other."""
    if new.text[0].isdigit() or old.text[0].isdigit():
        return new.text.isdigit() and old.text.isdigit() and new.before == old.before
    if new.before or not (new.has_name and old.has_name):
        return bool(new.before) and new.before == old.before and new.has_name == old.has_name
    if new.without_article.split()[0] == old.without_article.split()[0]:  # "Article 9" for "Article 8"
        return True
    return old.before in ENGLISH.auxiliaries and new.has_article == old.has_article
