"""Counts, times and changes in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from qa_bot.store.reports import Failure, FileNote, IndexReport, Pending, Progress
from qa_bot.text.wording import one_line, shorten
from qa_bot.web.views.wording import (
    ago,
    citation_status_note,
    difference,
    joined_places,
    mode_note,
    outcome,
    outcome_rows,
    ranked,
    searched_in,
    speed,
    step,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (7199, "1 hour ago"),
        (2 * 86_400, "2 days ago"),
        (60 * 86_400, "on 2025-12-31"),
        (-5, "just now"),
    ],
)
def test_time_since(seconds: int, words: str) -> None:
    assert ago((NOW - timedelta(seconds=seconds)).isoformat(), NOW) == words


def test_each_search_shows_its_rank_or_that_it_did_not_find_the_passage() -> None:
    assert ranked({"meaning": 1, "words": 3}) == "by words 3 · by meaning 1"
    assert ranked({"meaning": 1}) == "not by words · by meaning 1"


def test_only_a_document_that_is_not_as_it_was_has_something_said_of_it() -> None:
    lines = [citation_status_note("unchanged"), citation_status_note("changed"), citation_status_note("gone")]
    assert lines == ["", "the document has changed since", "no longer among the documents"]


def test_an_answer_says_how_it_was_written() -> None:
    assert mode_note("extract") == "quoted word for word, no model"
    assert mode_note("compose") == "written by a model, each sentence checked"


def test_documents_asked_are_named_up_to_five() -> None:
    assert searched_in(()) == ""
    assert searched_in(("a\n.txt", "b.txt")) == "Searched only: a .txt, b.txt"
    assert searched_in(tuple("abcdefg")) == "Searched only: a, b, c, d, e and 2 more"


def test_folding_keeps_words() -> None:
    assert one_line(" a\n\n b\tc ") == "a b c"


@pytest.mark.parametrize(
    ("text", "short"), [("one two", "one two"), ("one two three", "one two…"), ("onetwothree", "onetwot…")]
)
def test_shortening_ends_at_a_word_where_there_is_one(text: str, short: str) -> None:
    assert shorten(text, 8) == short


def test_difference_names_only_what_differs() -> None:
    assert difference(Pending(added=("a",), changed=("b",))) == "1 new, 1 changed in the folder"
    assert difference(Pending(removed=("a", "b"))) == "2 removed in the folder"


def test_steps_count_where_the_total_is_known() -> None:
    assert step(None) == "Checking the folder"
    assert step(Progress("reading", "a.txt", 2, 5)) == "Reading · 2 of 5 files"
    assert step(Progress("embedding", "a.txt", 5, 5, 1200, 3400)) == "Indexing · 1,200 of 3,400 passages"
    assert step(Progress("writing", "", 5, 5, 7, 7)) == "Writing"


def test_a_rate_is_shown_once_it_is_known() -> None:
    assert speed(None) == speed(Progress("embedding", "a.txt", 5, 5, 3, 9)) == ""
    known = Progress("embedding", "a.txt", 5, 5, 1200, 3400, rate=38.4, seconds_left=57.3)
    assert speed(known) == "38 passages/s · 57 s left"
    assert speed(replace(known, step="writing", seconds_left=None)) == "38 passages/s"


def test_outcome_lists_each_file_failures_first() -> None:
    report = IndexReport(
        added=("a",), renamed=(("old", "new"),), removed=("gone",), failed=(Failure("bad", "why"),), seconds=1.2
    )
    assert outcome(report) == "1 new, 1 renamed, 1 removed, 1 failed · 1.2 s"
    rows = [(row["label"], row["detail"]) for row in outcome_rows(report)]
    assert rows == [("bad", "failed: why"), ("a", "new"), ("new", "renamed, was old"), ("gone", "removed")]
    more = replace(report, failed=(), notes=(FileNote("a", "read as UTF-16 text"),), unchanged=3, rebuilt="It was old")
    lines = [(row["label"], row["detail"]) for row in outcome_rows(more)]
    assert lines[0] == ("It was old", "the index was rebuilt")
    assert lines[-2:] == [("a", "read as UTF-16 text"), ("3 files", "unchanged")]


def test_outcome_of_an_unchanged_folder() -> None:
    assert outcome(IndexReport(unchanged=5, seconds=0.01)) == "No changes · 10 ms"
    assert outcome_rows(IndexReport()) == []


@pytest.mark.parametrize(
    ("places", "joined"),
    [
        (["page 3"], "page 3"),
        (["page 3", "page 3"], "page 3"),
        (["slide 2", "slide 1"], "slides 1 and 2"),
        (["paragraph 2", "paragraph 3", "paragraph 4"], "paragraphs 2 to 4"),
        (["row 2", "row 5", "row 9"], "rows 2, 5 and 9"),
        (["section “Rent”", "page 1", "section “Term 2”", "page 2"], "section “Rent”, pages 1 and 2, section “Term 2”"),
        (
            ["section “1. Term”, table 1, row 1", "section “1. Term”, table 1, row 2"],
            "section “1. Term”, table 1, rows 1 and 2",
        ),
        ([], ""),
    ],
)
def test_places_of_one_kind_stand_together(places: list[str], joined: str) -> None:
    assert joined_places(places) == joined
