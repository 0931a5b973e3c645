"""The report, parsed as a browser would: no text of a document or question becomes markup."""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

import pytest

from qa_bot.evaluation.gold import Evidence, Question
from qa_bot.evaluation.measures import measures
from qa_bot.evaluation.outcomes import Outcome, outcome
from qa_bot.evaluation.page import Setup, page
from qa_bot.records import Answer, Citation, Hit, Passage, Span, Statement, Turn
from qa_bot.store.reports import Status
from tests.evaluation.made import EVIDENCE, HARD, OFF_TOPIC, answer, cite, compared, gold, hit, outcomes, refusal

HOSTILE = (
    "\n <script>alert(1)</script>\u202e txt.exe \x1b[31mred\x1b[0m \"'`><img src=x onerror=alert(2)> &amp; {{ 7*7 }}"
    " </blockquote></style></title><!-- ]]>\r\n\t  two  spaces\u2028{% raw %} "
)
VOID = {"meta", "br"}


class ParsedPage(HTMLParser):
    """The elements of a page with their attributes and all their text; each must be closed as it was opened."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.opened: list[int] = []
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(text)
        self.close()
        assert not self.opened

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self.opened.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "dt", "dd", "li", "tr", "td", "th"} or tag not in VOID:
            assert self.elements[self.opened.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for number in self.opened:
            self.elements[number][2].append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def texts(self, tag: str, kind: str = "") -> list[str]:
        return [
            "".join(text) for one, named, text in self.elements if one == tag and kind in (named.get("class") or "")
        ]


def setup(model: str = "a-model", **other: object) -> Setup:
    plain = {
        "questions_file": "gold.jsonl",
        "folder": "seeds",
        "status": Status("gen-000001", 2, 9, None, model),
        "settings": {"threshold": 0.25, "passage_characters": 600},
        "asked_at": "2026-01-02 03:04 UTC",
    }
    return Setup(**(plain | other))  # type: ignore[arg-type]


def read(some: Sequence[Outcome], **other: Any) -> ParsedPage:
    return ParsedPage(page(setup(**other), some, measures(some)))


def hostile() -> Outcome:
    """An outcome in which every text that a user or a document can choose is hostile."""
    text = f"{HOSTILE} {HOSTILE}"
    quoted = Citation(1, HOSTILE, HOSTILE, HOSTILE, Span(0, len(HOSTILE)), HOSTILE)
    passage = Passage(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Span(0, len(text)), text)
    given = Answer(
        HOSTILE, f"{HOSTILE}?", True, 0.5, (Statement(f"so {HOSTILE}", (1,)),), (quoted,), (Hit(passage, 0.5, {}),)
    )
    asked = Question(
        HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), (Evidence(HOSTILE, f" {HOSTILE}"), Evidence("none", HOSTILE)), True,
        (Turn(HOSTILE, HOSTILE),), HOSTILE,
    )  # fmt: skip
    return outcome(asked, given, {HOSTILE: text}.get)


def test_nothing_hostile_becomes_markup() -> None:
    some = [hostile(), compared(OFF_TOPIC, refusal()), compared(gold(EVIDENCE), answer(cite("a.txt", 20, 40)))]
    names = {"questions_file": HOSTILE, "folder": HOSTILE, "model": HOSTILE, "warnings": (HOSTILE,)}
    calm = {tag for tag, _, _ in read(some[1:]).elements}
    found = read(some, **names)
    assert {tag for tag, _, _ in found.elements} - calm <= {"article", "h3", "h4", "blockquote", "ul", "li", "a"}
    for tag, named, _ in found.elements:
        assert not [name for name in named if name.startswith("on") or name in {"style", "src", "srcset", "action"}], (
            tag
        )
        assert tag not in {"script", "img", "iframe", "link", "base", "form", "object", "embed"}
        assert not named.get("href", "#") or str(named.get("href", "#")).startswith("#")
    assert "49" not in "".join(found.texts("body"))  # nor has it become a template's expression


def test_quotes_are_exactly_the_text() -> None:
    found = read([hostile()])
    assert found.texts("blockquote") == [HOSTILE, f" {HOSTILE}", HOSTILE, f"{HOSTILE} {HOSTILE}"]
    assert f"so {HOSTILE}" in " ".join(found.texts("div", "answer"))
    assert found.texts("h3") == [HOSTILE]
    assert "\r" not in page(setup(), [hostile()], measures([hostile()]))  # a browser would read it as a line feed


def test_names_steer_neither_the_page_nor_the_direction_of_writing() -> None:
    found = read([hostile()], questions_file="a\u202eb.jsonl")
    assert found.texts("h1") == ["Evaluation of a\N{REPLACEMENT CHARACTER}b.jsonl"]
    assert not re.search("[\u202e\x1b]", "".join(found.texts("p", "place")))


def test_the_page_loads_nothing_and_its_policy_allows_its_own_style_alone() -> None:
    found = read([hostile()])
    (style,) = found.texts("style")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    (policy,) = [named["content"] for _, named, _ in found.elements if named.get("http-equiv")]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|https?:", style)
    assert "prefers-color-scheme: dark" in style


def test_the_header_describes_the_setup() -> None:
    found = read([compared(OFF_TOPIC, refusal())], warnings=("Question g7: its evidence is in x.txt",))
    about = "; ".join(f"{name}: {value}" for name, value in zip(found.texts("dt"), found.texts("dd"), strict=True))
    assert about == (
        "questions: 1; documents: 2 in seeds, 9 passages, gen-000001; model: a-model; "
        "settings: threshold 0.25, passage characters 600; asked: 2026-01-02 03:04 UTC"
    )
    assert found.texts("p", "warning") == ["Question g7: its evidence is in x.txt"]


def miss(question: Question, given: Answer) -> str:
    (article,) = read([compared(question, given)]).texts("article")
    return " ".join(article.split())


@pytest.mark.parametrize(
    ("question", "given", "text"),
    [
        (
            gold(EVIDENCE, answers=("777",)),
            answer(cite("b.txt", 0, 9), hits=(hit("b.txt", 0, 9), hit("a.txt", 0, 50)), text="so"),
            "characters 20 to 40 · passage retrieved at rank 2 01234567890123456789 Expected words (not shown): 777",
        ),
        (
            gold(EVIDENCE),
            answer(cite("b.txt", 0, 9), text="so"),
            "g · fact · answered, confidence 0.90 ? soWhat was cited 1 · b.txt, characters 0 to 9 abcdefghi What",
        ),
        (
            gold(EVIDENCE),
            answer(cite("b.txt", 0, 9), hits=(hit("b.txt", 0, 9),), text="abcdefghi"),
            "? What was answered and cited 1 · b.txt, characters 0 to 9 abcdefghi What should have been a.txt",
        ),
        (
            gold(EVIDENCE),
            answer(cite("b.txt", 0, 9), hits=(hit("b.txt", 0, 9),)),
            "abcdefghi What should have been a.txt, characters 20 to 40 · its passage is not among the 1 retrieved",
        ),
        (
            gold(EVIDENCE, ("b.txt", 0, 9), all_needed=True),
            answer(cite("b.txt", 0, 9), hits=(hit("b.txt", 0, 9),)),
            "What should have been (all of it) a.txt, characters 20 to 40 · its passage is not among the 1 retrieved",
        ),
        (
            gold(EVIDENCE, ("b.txt", 0, 9), all_needed=True),
            answer(cite("b.txt", 0, 9), hits=(hit("b.txt", 0, 9),)),
            "b.txt, characters 0 to 9 · passage retrieved at rank 1 · cited as 1 abcd",
        ),
        (
            gold(EVIDENCE),
            answer(cite("b.txt", 0, 9), cite("a.txt", 20, 40)),
            "1 · a.txt, characters 20 to 40 · the evidence 0123",
        ),
        (
            gold(EVIDENCE),
            refusal(0.12),
            "refused, confidence 0.12 ? The documents do not say. What was cited Nothing. What should have been a.txt",
        ),
        (
            HARD,
            answer(cite("b.txt", 0, 9)),
            "What should have been A refusal: the documents do not answer this, though it is on their topics.",
        ),
        (
            Question("g", "?", evidence=(Evidence("c.txt", "lost words"),)),
            refusal(),
            "c.txt · no document contains these words lost words",
        ),
        (
            gold(EVIDENCE),
            answer(cite("a.txt", 20, 40, "forged")),
            "the evidence · differs from the text at these offsets forged",
        ),
    ],
)
def test_a_miss_shows_what_was_cited_beside_what_should_have_been(question: Question, given: Answer, text: str) -> None:
    assert text in miss(question, given)


def test_a_follow_up_shows_its_history_and_what_was_searched() -> None:
    asked = Question("g", "When?", "followup", history=(Turn("What is it?", "A treaty."),))
    given = Answer("When?", "When was the treaty signed?", False, 0.1)
    assert "When? Asked before: What is it? · A treaty. Searched: When was the treaty signed?" in miss(asked, given)
    assert "Searched" not in miss(asked, Answer("When?", "When?", False, 0.1))


def test_misses_are_grouped_and_all_questions_are_listed() -> None:
    found = read(
        outcomes(
            [gold(EVIDENCE), OFF_TOPIC, HARD, gold(EVIDENCE)],
            [answer(cite("a.txt", 20, 40), text="y" * 300), answer(cite("b.txt", 0, 9)), refusal(), refusal()],
        )
    )
    assert found.texts("li") == ["answered though unanswerable: 1", "refused though answerable: 1"]
    targets = {named.get("id") for _, named, _ in found.elements}
    assert {str(named["href"])[1:] for tag, named, _ in found.elements if tag == "a"} <= targets
    assert len(found.texts("article")) == 2
    assert found.texts("summary")[-1] == "4 questions with their answers"
    (all_,) = found.texts("table", "all")
    assert [all_.count(word) for word in ("right", "though", "y" * 190, "y" * 201)] == [2, 2, 1, 0]


def cells(found: ParsedPage, table: str) -> list[str]:
    return [" ".join(text.split()) for text in found.texts("table", table)]


def test_the_tables_of_confidence_show_bins_and_thresholds() -> None:
    found = read([compared(gold(EVIDENCE), answer(cite("a.txt", 20, 40))), compared(OFF_TOPIC, refusal())])
    (calibration,), (risk,) = cells(found, "calibration"), cells(found, "risk")
    assert calibration.endswith("answerable 0.1 to 0.21 0.100.00 0.9 to 1.01 0.901.00")
    assert risk.endswith("wrong 0.9050% 0%")


def test_the_tables_of_confidence_need_suitable_questions() -> None:
    one_side = read([compared(gold(EVIDENCE), answer(cite("a.txt", 20, 40)))])
    assert (cells(one_side, "calibration"), len(cells(one_side, "risk"))) == ([], 1)
    nothing = read([compared(Question(None, "?"), answer(cite("a.txt", 20, 40)))])
    assert cells(nothing, "calibration") == cells(nothing, "risk") == []
    assert "None, as far as the questions say." in " ".join(nothing.texts("section"))
    assert json.dumps(nothing.texts("table")).count("None") == 0
