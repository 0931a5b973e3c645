import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.chats.serialization import (
    UNREADABLE,
    answer_from_json,
    answer_to_json,
    encodable,
    names_from_json,
    names_to_json,
    searchable,
)
from qa_bot.records import Answer, Citation, Difference, Hit, Passage, ShortAnswer, Side, Span, Statement
from tests.chats.made import answer, nothing_found

# Any code point, lone surrogates too, which stand in names of files that are no UTF-8.
_texts = st.text(st.characters(), max_size=20)
_spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 10**12), st.integers(1, 10**6))
_shares = st.floats(allow_nan=False)
_passages = st.builds(Passage, _texts, _texts, _texts, _texts, _spans, _texts, st.lists(_spans, max_size=2).map(tuple))
_hits = st.builds(Hit, _passages, _shares, st.dictionaries(_texts, st.integers(1, 10**6), max_size=2))
_pages = st.none() | st.integers(1, 10**6)
_citations = st.builds(Citation, st.integers(1, 99), _texts, _texts, _texts, _spans, _texts, _texts, _pages)
_numbers = st.lists(st.integers(1, 99), min_size=1, max_size=3).map(tuple)
_statements = st.builds(Statement, _texts, _numbers) | st.builds(Statement, _texts, st.just(()), st.text(min_size=1))
_sides = st.lists(st.builds(Side, st.integers(1, 99), _texts), max_size=2).map(tuple)
_differences = st.builds(Difference, st.sampled_from(["dates", "numbers", "words"]), _sides)
answers = st.builds(
    Answer,
    question=_texts,
    searched=_texts,
    found=st.booleans(),
    confidence=_shares,
    statements=st.lists(_statements, max_size=2).map(tuple),
    citations=st.lists(_citations, max_size=2).map(tuple),
    hits=st.lists(_hits, max_size=2).map(tuple),
    differences=st.lists(_differences, max_size=2).map(tuple),
    mode=st.sampled_from(["extract", "compose"]),
    short_answer=st.none() | st.builds(ShortAnswer, _texts, _spans),
    seconds=_shares,
    generation=_texts,
)


@given(answers)
def test_an_answer_is_read_back_equal(stored: Answer) -> None:
    assert answer_from_json(answer_to_json(stored)) == stored


def test_every_part_is_read_back_as_its_record() -> None:
    back = answer_from_json(answer_to_json(answer()))
    assert isinstance(back, Answer)
    assert back == answer()
    assert repr(back) == repr(answer())


def test_the_sample_uses_every_field() -> None:
    blank = Answer("", "", False, 0.0)
    same = [
        field.name
        for field in dataclasses.fields(Answer)
        if getattr(answer(), field.name) == getattr(blank, field.name)
    ]
    assert same == ["mode", "is_near", "intent", "missing", "occurrences", "comparison", "matches", "problem"]


def test_an_answer_of_a_version_that_lacked_a_field_is_read_with_its_default() -> None:
    plain = _plain()
    for name in ("differences", "mode", "seconds", "generation"):
        del plain[name]
    for citation in plain["citations"]:
        del citation["page"]
    back = answer_from_json(json.dumps(plain).encode())
    assert isinstance(back, Answer)
    assert (back.differences, back.seconds, back.generation) == ((), 0.0, "")
    assert [citation.page for citation in back.citations] == [None, None]
    assert back.statements == answer().statements


def test_an_answer_with_an_unknown_field_is_read_without_it() -> None:
    plain = _plain()
    plain["tone"] = "calm"
    plain["citations"][0]["paragraph"] = 7
    plain["hits"][0]["passage"]["mood"] = "calm"
    assert answer_from_json(json.dumps(plain).encode()) == answer()


@pytest.mark.parametrize(
    "changed",
    [
        {"confidence": None},
        {"differences": [{"point": "colours", "sides": []}]},
        {"citations": [{"number": 1}]},
        {"hits": 3},
    ],
)
def test_an_answer_that_this_version_cannot_read_becomes_a_line(changed: dict[str, Any]) -> None:
    assert answer_from_json(json.dumps(_plain() | changed).encode()) == UNREADABLE


@pytest.mark.parametrize("data", [b"", b"{", b"null", b"\xff\xfe", b'{"question": "\xc3', b"[1]"])
def test_invalid_data_becomes_a_line(data: bytes) -> None:
    assert answer_from_json(data) == UNREADABLE
    assert "\n" not in UNREADABLE


@given(st.lists(_texts).map(tuple))
def test_file_names_are_read_back_equal(names: tuple[str, ...]) -> None:
    assert names_from_json(names_to_json(names)) == names


@pytest.mark.parametrize("data", [b"", b"5", b'["a", 1]', b'{"a": 1}'])
def test_an_invalid_list_of_names_is_empty(data: bytes) -> None:
    assert names_from_json(data) == ()


def test_an_invalid_span_is_not_read() -> None:
    plain = json.loads(answer_to_json(nothing_found()))
    plain["hits"][0]["passage"]["span"] = {"start": 5, "end": 5}
    assert answer_from_json(json.dumps(plain).encode()) == UNREADABLE


def _plain() -> Any:
    return json.loads(answer_to_json(answer()))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Türkiye", "turkiye"),
        ("İstanbul", "istanbul"),
        ("DIYARBAKIR", "diyarbakır"),
        ("Straße", "STRASSE"),
        ("a\0b", "a b"),
    ],
)
def test_a_word_is_found_without_its_accents_and_capitals(text: str, word: str) -> None:
    assert searchable(word) in searchable("x", f"{text} y")


@given(st.text(st.characters(), max_size=40))
def test_only_lone_surrogates_are_changed_for_storage(text: str) -> None:
    stored = encodable(text)
    stored.encode("utf-8")
    assert (stored == text) == (not any("\ud800" <= letter <= "\udfff" for letter in text))
