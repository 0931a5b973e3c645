"""Find the question in what a person typed, and what it asks for: an answer, a list, a summary, or nothing. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa_bot.records import Intent
from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.english_requests import (
    ABOUT_THE_BOT,
    AMBIGUOUS_SOCIAL_WORDS,
    CLAUSE_LINK,
    CLOSING_ASIDE,
    COMPARISON_REQUESTS,
    CORE_SOCIAL_WORDS,
    DOCUMENTS_REQUEST,
    FIRST_PERSON,
    GREETING,
    INNER_ASIDE,
    LIST_REQUEST,
    OCCURRENCES_REQUEST,
    POLITE_SENTENCE,
    SIGNATURE,
    SOCIAL_WORDS,
    SUMMARY_REQUEST,
    THANKS_WITH_NAME,
    WHETHER,
    WRAPPER,
)
from qa_bot.text.wording import one_line


@dataclass(frozen=True, slots=True)
class Request:
    """A question without its politeness, what it asks for, and the subject of a summary, list or comparison.

    ``point`` is what a comparison compares, "" for all that the documents say.
    """

    text: str
    intent: Intent = "question"
    subject: str = ""
    point: str = ""


_SENTENCES = re.compile(r"(?<=[?!])\s+|(?<=[^\W\d_]{2}\.)\s+(?=[^\W\d_])|\n+")
_CLAUSES = re.compile(r"(?<=\w):\s+|,\s+|\s+[–—-]\s+")
_WORD = re.compile(r"[^\W_]+")
_SHOUTED = 4
"""Words in capitals that are no name."""


def read_request(typed: str, is_reply: bool = False) -> Request:
    """Return the question in ``typed`` without greetings, wrappers, thanks and signature, and what it asks for.

    ``is_reply``: it follows an answer, so that "fine" acknowledges that answer.
    """
    unsigned = THANKS_WITH_NAME.sub("", SIGNATURE.sub("", typed.strip()))
    unsigned = unsigned.lower() if unsigned.isupper() and len(unsigned.split()) >= _SHOUTED else unsigned
    text = _core(unsigned) if _WORD.search(unsigned) else ""
    if not text or _is_social(text, is_reply) or _is_social(unsigned, is_reply):
        return Request(one_line(typed), "social")
    return _other_request(text) or Request(text)


def _other_request(text: str) -> Request | None:
    """Return what is asked for beside an answer, None where ``text`` is a plain question."""
    if DOCUMENTS_REQUEST.match(text):
        return Request(text, "documents")
    if found := OCCURRENCES_REQUEST.match(text):
        return Request(text, "occurrences", found["between"] or found["inside"] or found["subject"])
    if found := next(filter(None, (form.match(text) for form in COMPARISON_REQUESTS)), None):
        return Request(text, "comparison", found["subject"], found["point"] or "")
    if found := SUMMARY_REQUEST.match(text):
        return Request(text, "summary", found["subject"])
    found = LIST_REQUEST.match(text)
    return Request(text, "list", found["subject"]) if found else None


def as_intent(request: Request, intent: Intent) -> Request:
    """Return the request as one for a comparison or for occurrences, of what it lists or asks."""
    if request.intent == intent:
        return request
    if intent == "comparison":
        return replace(request, intent=intent, subject="", point=request.text)
    return replace(request, intent=intent, subject=request.subject if request.intent == "list" else request.text)


def _core(text: str) -> str:
    """Return the sentences that ask something, each without its wrapper, or else all of ``text``."""
    kept = [_without_preamble(sentence) for sentence in _parts(text) if not _is_polite(sentence)]
    if any(map(_asks, kept)):
        kept = [sentence for sentence in kept if _asks(sentence) or not _is_about_asker(sentence)]
    core = " ".join(filter(None, (_unwrapped(sentence) for sentence in kept)))
    return core if _WORD.search(core) else one_line(text)


def _parts(text: str) -> Iterator[str]:
    """Yield the sentences of ``text``; of one that begins politely, only what follows its colon, dash or comma."""
    for sentence in filter(None, map(str.strip, _SENTENCES.split(text))):
        rest = sentence
        while (
            (found := _CLAUSES.search(rest)) and _is_polite(rest[: found.start()]) and _WORD.search(rest, found.end())
        ):
            rest = rest[found.end() :]
        yield rest


def _is_polite(sentence: str) -> bool:
    """Return whether a sentence or clause asks nothing: a greeting, thanks, an apology or an introduction."""
    bare = sentence.strip(" ,.!;:")
    return (bool(POLITE_SENTENCE.match(bare)) and not bare.endswith("?")) or _is_social(bare)


def _asks(sentence: str) -> bool:
    """Return whether a sentence is a question, or begins as one."""
    return sentence.endswith("?") or _first_word(sentence) in ENGLISH.question_words or bool(WRAPPER.match(sentence))


def _first_word(sentence: str) -> str:
    return sentence.partition(" ")[0].rstrip(",").casefold()


def _is_about_asker(sentence: str) -> bool:
    """Return whether a sentence says something of the asker alone: it has no name or number to search for."""
    words = _WORD.findall(sentence)
    is_named = any(word[0].isupper() or word[0].isdigit() for word in words[1:] if word != "I")
    return _first_word(sentence) in FIRST_PERSON and not is_named


def _without_preamble(sentence: str) -> str:
    """Return a sentence from where it asks, without what it says of the asker before; its names come in brackets."""
    sentence = CLOSING_ASIDE.sub("", sentence)
    for link in CLAUSE_LINK.finditer(sentence):
        before, rest = sentence[: link.start()], sentence[link.end() :]
        words = before.split()
        is_apology = _asks(rest) and not _asks(before) and _is_polite(before.casefold().removeprefix("so "))
        is_about_asker = WRAPPER.match(rest) and not FIRST_PERSON.isdisjoint(word.casefold() for word in words)
        if is_apology or is_about_asker:
            capitalized = [
                word.strip(",.") for word in words[1:] if word[0].isupper() and word.casefold() not in FIRST_PERSON
            ]
            names = [word for word in capitalized if word.casefold() not in ENGLISH.calendar_words]
            return f"{rest.rstrip(' .?!')} ({' '.join(names)})" if names else rest
    return sentence


def _is_social(text: str, is_reply: bool = True) -> bool:
    """Return whether ``text`` has no word beside those of greetings, thanks and acknowledgements, or no word at all."""
    words = [word.lower() for word in _WORD.findall(text.replace("'", "").replace("’", ""))]
    if not words or ABOUT_THE_BOT.match(text):
        return True
    core = CORE_SOCIAL_WORDS if is_reply or len(words) > 1 else CORE_SOCIAL_WORDS - AMBIGUOUS_SOCIAL_WORDS
    asks = text.rstrip().endswith("?") and words[0] not in core
    return set(words) <= SOCIAL_WORDS and not core.isdisjoint(words) and not asks


def _unwrapped(sentence: str) -> str:
    """Return a question without its polite wrapper: "Could you say when it opens, please?" → "when it opens?"."""
    text = one_line(INNER_ASIDE.sub(" ", CLOSING_ASIDE.sub("", GREETING.sub("", sentence))))
    while found := WRAPPER.match(text):
        text = WHETHER.sub("", found["rest"]).lstrip(" ,:")
    return text
