"""An answer as JSON: one numbering, one entry for all sources that say the same, no word altered."""

from dataclasses import replace
from typing import Any

from qa_bot.errors import StoreDamaged
from qa_bot.records import Answer, Citation, Difference, Hit, Passage, ShortAnswer, Side, Span, Statement
from qa_bot.store.reports import IndexedFile
from qa_bot.web.views.answer import answer_view, collapsed_view, facts, problem_view
from qa_bot.web.views.document import paragraph_offsets
from qa_bot.web.views.proof import Proof

TEXT = "Heading\n\nOne is here. Two is\nthere. Three is far.\n\nFour is apart."


def passage(begin: str, end: str) -> Passage:
    span = Span(TEXT.index(begin), TEXT.index(end) + len(end))
    return Passage(f"p{span.start}", "d", "f.txt", "T", span, span.of(TEXT))


def citation(number: int, quote: str, document_id: str = "d") -> Citation:
    start = TEXT.index(quote)
    return Citation(number, document_id, "f.txt", "T", Span(start, start + len(quote)), quote)


FIRST, SECOND = passage("Heading", "far."), passage("Four", "apart.")
HITS = (Hit(FIRST, 0.9, {"words": 1}), Hit(SECOND, 0.4, {"meaning": 2, "words": 5}))
CITED = (citation(1, "Two is\nthere."), citation(2, "Four is apart."), citation(3, "One is here."))
ANSWER = Answer(
    question="where?",
    searched="where?",
    found=True,
    confidence=0.8,
    statements=(Statement("Two is there.", (1,)), Statement("They say four.", (2,)), Statement("One is here.", (3,))),
    citations=CITED,
    hits=HITS,
    seconds=0.064,
    generation="gen-1",
)
PROOF = Proof(lambda _: paragraph_offsets(TEXT), lambda _: True, lambda _: (), lambda _: "unchanged")

SIGNED = "The Treaty was signed in Baku on 4 May 1987."
COPIED = "The treaty, was signed in Baku -- on 4\nMay 1987."


def stored(document_id: str, number: int, quote: str, text: str = "") -> tuple[Citation, Hit]:
    """A citation of a document of its own, and the passage that it stands in: all of ``text``."""
    text = text or f"{quote} More."
    start = text.index(quote)
    whole = Passage(f"p-{document_id}", document_id, f"{document_id}.txt", document_id, Span(0, len(text)), text)
    span = Span(start, start + len(quote))
    return Citation(number, document_id, f"{document_id}.txt", document_id, span, quote), Hit(whole, 0.5, {})


def _one_source(text: str) -> dict[str, Any]:
    """The last line of ``text`` cited from it, a document with the title `Title`."""
    cited, hit = stored("Title", 1, text.rpartition("\n")[2], text)
    return {"citations": (cited,), "hits": (hit,)}


def test_shared_source_has_a_line_for_each_document_and_the_passage_once() -> None:
    one, other = stored("a", 1, SIGNED), stored("b", 2, COPIED)
    proof = Proof(
        lambda _: paragraph_offsets(one[1].passage.text),
        lambda citation: citation == one[0],
        lambda _: (),
        lambda citation: "unchanged" if citation == one[0] else "gone",
    )
    (source,) = answer_view(replace(ANSWER, citations=(one[0], other[0]), hits=(one[1], other[1])), proof)["sources"]
    shown = [(line["numbers"], line["file"], line["proven"], line["status"], line["exact"]) for line in source["lines"]]
    assert shown == [([1], "a.txt", True, "", True), ([2], "b.txt", False, "no longer among the documents", True)]
    pieces = [piece for paragraph in source["paragraphs"] for piece in paragraph]
    assert pieces == [(SIGNED, [1, 2]), (" More.", [])]


def test_words_that_are_only_almost_those_shown_are_reported() -> None:
    one, other = stored("a", 1, SIGNED), stored("b", 2, SIGNED.replace("in Baku", "in the Baku"))
    (source,) = answer_view(replace(ANSWER, citations=(one[0], other[0]), hits=(one[1], other[1])), PROOF)["sources"]
    assert [line["exact"] for line in source["lines"]] == [True, False]


def test_document_that_has_changed_is_reported_and_its_text_still_shown() -> None:
    proof = replace(PROOF, citation_status=lambda citation: "changed" if citation.number == 2 else "unchanged")
    sources = answer_view(ANSWER, proof)["sources"]
    assert [source["lines"][0]["status"] for source in sources] == ["", "the document has changed since"]
    assert sources[1]["paragraphs"] == [[("Four is apart.", [2])]]


def test_difference_is_listed_under_the_names_of_its_documents() -> None:
    named = (replace(CITED[0], title="The Daily"), replace(CITED[1], title="The Weekly"))
    differing = replace(
        ANSWER, citations=named, differences=(Difference("dates", (Side(1, "one\nday"), Side(2, "two"))),)
    )
    sides = [
        {"title": "The Daily", "words": "one day", "number": 1},
        {"title": "The Weekly", "words": "two", "number": 2},
    ]
    shown = answer_view(differing, PROOF)["differences"]
    assert shown == [{"lead": "The sources give different dates:", "sides": sides}]
    assert answer_view(ANSWER, PROOF)["differences"] == []


def test_quote_that_no_hit_holds_is_a_source_of_its_own() -> None:
    shown = answer_view(replace(ANSWER, hits=()), PROOF)["sources"]
    assert [source["paragraphs"] for source in shown][1] == [[("Four is apart.", [2])]]


def test_a_source_without_another_word_than_the_statements_has_no_text_to_open() -> None:
    said = replace(ANSWER, statements=(Statement("Four is apart.", (2,)),), citations=CITED[1:2])
    (source,) = answer_view(said, PROOF)["sources"]
    assert source["paragraphs"] == []
    assert source["lines"][0]["place"] == "paragraph 3"
    (below_title,) = answer_view(
        replace(ANSWER, statements=(Statement("One is here.", (1,)),), **_one_source("Title\n\nOne is here.")), PROOF
    )["sources"]
    assert below_title["paragraphs"] == []
    (with_more,) = answer_view(replace(ANSWER, statements=ANSWER.statements[:1], citations=CITED[:1]), PROOF)["sources"]
    assert with_more["paragraphs"]


def test_passage_is_drawn_by_paragraphs_with_its_quotes_and_no_word_altered() -> None:
    source = answer_view(ANSWER, PROOF)["sources"][0]
    assert "".join(text for pieces in source["paragraphs"] for text, _ in pieces) == FIRST.text
    assert len(source["paragraphs"]) == 2
    quoted = {tuple(numbers): text for pieces in source["paragraphs"] for text, numbers in pieces if numbers}
    assert quoted == {(1,): "Two is\nthere.", (3,): "One is here."}


def test_only_what_the_source_says_is_drawn_as_a_quotation() -> None:
    assert [statement["verbatim"] for statement in answer_view(ANSWER, PROOF)["statements"]] == [True, False, True]


def test_source_is_proven_only_if_all_its_quotes_are() -> None:
    view = answer_view(ANSWER, replace(PROOF, holds=lambda citation: citation.number != 3))
    assert [line["proven"] for source in view["sources"] for line in source["lines"]] == [False, True]


def test_the_short_answer_has_the_marks_of_its_statement_and_is_set_off_in_it() -> None:
    start = CITED[0].span.start + len("Two is\n")
    short = ShortAnswer("there", Span(start, start + len("there")))
    said = replace(ANSWER, statements=(Statement("Two is there.", (1, 3)),), short_answer=short)
    view = answer_view(said, PROOF)
    assert view["short"] == {"text": "there", "numbers": [1, 3]}
    assert view["statements"][0]["pieces"] == [("Two is ", ""), ("there", "short"), (".", "")]
    assert answer_view(ANSWER, PROOF)["short"] is None


def test_passages_that_are_not_cited_are_the_rest() -> None:
    view = answer_view(replace(ANSWER, citations=CITED[1:2]), PROOF)
    assert [(line["index"], line["title"]) for more in view["more"] for line in more["lines"]] == [(0, "T")]
    assert view["retrieved"] == "Also retrieved: 1 passage"


def test_passages_that_say_the_same_are_retrieved_once_under_both_names() -> None:
    hits = (stored("a", 1, SIGNED)[1], *HITS, replace(stored("b", 1, COPIED)[1], ranks={"words": 3, "meaning": 1}))
    view = answer_view(replace(ANSWER, hits=hits), PROOF)
    (more,) = view["more"]
    shown = [(line["index"], line["title"], line["ranks"]) for line in more["lines"]]
    assert shown == [(0, "a", "not by words · not by meaning"), (3, "b", "by words 3 · by meaning 1")]
    assert view["retrieved"] == "Also retrieved: 2 passages"


def test_places_count_paragraphs_or_name_the_page() -> None:
    paged = replace(ANSWER, citations=(CITED[0], replace(CITED[1], place="page 7", page=7)))
    assert [quote["place"] for quote in answer_view(paged, PROOF)["quotes"].values()] == ["paragraph 2", "page 7"]


def test_missing_text_leaves_the_offset_and_the_quote() -> None:
    def lost(_: str) -> tuple[int, ...]:
        raise StoreDamaged("lost")

    source = answer_view(ANSWER, replace(PROOF, offsets_of=lost))["sources"][1]
    assert source["lines"][0]["place"] == f"character {CITED[1].span.start}"
    assert source["paragraphs"] == [[("Four is apart.", [2])]]


def test_searched_question_is_given_only_where_it_differs() -> None:
    assert answer_view(ANSWER, PROOF)["searched"] == ""
    assert answer_view(replace(ANSWER, searched="where is two?"), PROOF)["searched"] == "where is two?"
    assert answer_view(replace(ANSWER, searched="WHERE?"), PROOF)["searched"] == ""
    assert answer_view(replace(ANSWER, searched="it", intent="summary"), PROOF)["searched"] == ""


def test_ranks_say_which_way_found_a_passage() -> None:
    ranks = answer_view(ANSWER, PROOF)["ranks"]
    assert [(row["words"], row["meaning"], row["score"]) for row in ranks] == [("1", "–", "0.90"), ("5", "2", "0.40")]
    assert [(row["title"], row["place"]) for row in ranks] == [("T", "paragraph 1"), ("T", "paragraph 3")]


def test_the_foot_counts_documents_and_the_rest_is_under_how_it_was_found() -> None:
    view = answer_view(ANSWER, PROOF)
    assert view["facts"] == "1 document · less than 0.1 s"
    assert view["how"][0] == "3 sentences, quoted word for word, no model"
    assert view["how"][1:] == ["Confidence 0.80 · index gen-1"]
    composed = answer_view(replace(ANSWER, mode="compose"), PROOF)
    assert composed["how"][0] == "3 sentences, written by a model, each sentence checked"
    assert (
        facts(replace(ANSWER, found=False, statements=(), citations=(), seconds=0.26)) == "2 passages checked · 0.3 s"
    )


def test_link_and_the_documents_asked_are_passed_on() -> None:
    view = answer_view(ANSWER, PROOF, "?chat=1&answer=2", ("a.txt", "b.txt"))
    assert (view["link"], view["within"]) == ("?chat=1&answer=2", "Searched only: a.txt, b.txt")
    assert answer_view(ANSWER, PROOF)["within"] == ""


def test_an_older_answer_is_summarized_in_two_lines() -> None:
    shown = collapsed_view("where\n is it?", ANSWER)
    assert shown == {
        "question": "where is it?",
        "line": "Two is there. They say four. One is here.",
        "detail": "3 sources",
    }
    long = collapsed_view("why " * 1000, replace(ANSWER, statements=(Statement("word " * 1000, (1,)),)))
    assert len(long["question"]) <= 160
    assert len(long["line"]) <= 160
    unanswered = collapsed_view("why?", replace(ANSWER, found=False, statements=(), citations=()))
    assert (unanswered["line"], unanswered["detail"]) == ("The documents do not say.", "")
    assert collapsed_view("why?", "no index")["line"] == "no index"


NEAR = replace(ANSWER, found=False, statements=(), citations=CITED[:1], is_near=True)
ABSENT = replace(ANSWER, found=False, statements=(), citations=(), missing=("BX-4",))


def test_an_answer_that_is_only_near_has_its_quotes_as_sources() -> None:
    view = answer_view(NEAR, PROOF)
    assert (view["state"], view["lines"]) == ("near", ["Not answered directly. The nearest passages:"])
    assert [source["numbers"] for source in view["sources"]] == [[1]]
    assert [(one["text"], one["numbers"], one["verbatim"]) for one in view["statements"]] == [
        ("Two is there.", [1], True)
    ]
    assert (answer_view(ANSWER, PROOF)["state"], answer_view(ANSWER, PROOF)["lines"]) == ("answered", [])


def test_an_answer_that_is_only_near_has_what_two_documents_say_once() -> None:
    one, other = stored("a", 1, SIGNED), stored("b", 2, COPIED)
    near = replace(NEAR, citations=(one[0], other[0]), hits=(one[1], other[1]))
    shown = answer_view(near, PROOF)["statements"]
    assert [(statement["text"], statement["numbers"]) for statement in shown] == [(SIGNED, [1, 2])]


def test_what_is_absent_names_the_missing_words_and_the_documents_that_were_searched() -> None:
    view = answer_view(ABSENT, PROOF)
    assert view["lines"] == ["The documents do not say.", "No document has: BX-4."]
    assert (view["state"], view["limited"], view["sources"]) == ("absent", False, [])
    chosen = answer_view(ABSENT, PROOF, within=("f.txt",))
    assert (chosen["lines"][0], chosen["limited"]) == ("T does not say.", True)
    assert chosen["within"] == ""
    several = answer_view(ABSENT, PROOF, within=("f.txt", "g.txt"))
    assert (several["lines"][0], several["within"]) == ("The chosen documents do not say.", "Searched only: T, g.txt")
    assert not answer_view(ANSWER, PROOF, within=("f.txt",))["limited"]


def test_the_first_documents_are_listed_with_the_count_of_all() -> None:
    files = [IndexedFile(f"{number}.txt", str(number), "A title", 9, 1) for number in range(12)]
    view = answer_view(replace(ABSENT, intent="documents"), PROOF, files=files)
    assert [(one["document"], one["file"]) for one in view["documents"]] == [(str(at), f"{at}.txt") for at in range(10)]
    assert view["count"] == "12 documents"


def test_a_summary_names_the_document_whose_page_says_more() -> None:
    assert answer_view(replace(ANSWER, intent="summary"), PROOF)["about"] == {"document": "d", "title": "T"}
    assert answer_view(ANSWER, PROOF)["about"] is None


def test_problem_keeps_the_question() -> None:
    assert problem_view("why?", "no index") == {"question": "why?", "found": False, "problem": "no index"}


def test_a_source_in_another_language_than_the_question_says_so() -> None:
    turkish = tuple(replace(one, language="tr") for one in CITED)
    for question, said in (("Where is it?", "quoted in Turkish"), ("Nerede ve ne zaman?", ""), ("1987?", "")):
        sources = answer_view(replace(ANSWER, question=question, citations=turkish), PROOF)["sources"]
        assert {line["language"] for source in sources for line in source["lines"]} == {said}
