import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_bot.search.keyword_search import KeywordSearch
from tests.store.conftest import MakePassages

TEXTS = (
    "Türkiye trained the officers of the army.",
    "Erdoğan spoke in İstanbul about the training.",
    "Bananas are rich in potassium.",
    "The army, the army, the army.",
)


@pytest.fixture
def words(tmp_path: Path, passages: MakePassages) -> KeywordSearch:
    index = KeywordSearch(tmp_path / "words")
    index.change((), passages(*TEXTS))
    return index


def found(words: KeywordSearch, question: str) -> list[str]:
    return [passage.text for passage, _ in words.search(question, 9)]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Turkiye", 0),
        ("TÜRKİYE", 0),
        ("türkiye", 0),
        ("Erdogan", 1),
        ("ERDOĞAN", 1),
        ("istanbul", 1),
        ("Istanbul", 1),
        ("İSTANBUL", 1),
        ("banana", 2),
        ("officer", 0),
    ],
)
def test_words_are_found_without_accents_case_and_endings(words: KeywordSearch, question: str, place: int) -> None:
    assert found(words, question) == [TEXTS[place]]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Iğdır", "IGDIR"),
        ("İlham Əliyev", "Aliyev"),
        ("Şuşa", "susa"),
        ("Türkiye’nin ordusu", "Turkiye"),
        ("Azerbaijan’s", "azerbaijan's"),
        ("the Turkish–Russian center", "Russian"),
        ("Nagorno‑Karabakh", "Karabakh"),
        ("Do\xadnau\xaddampf\xadschiff", "Donaudampfschiff"),
        ("the ze\u200bro\ufeffwidth gate", "zerowidth"),
    ],
)
@pytest.mark.parametrize("forms", [("NFC", "NFC"), ("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_a_word_is_found_in_whatever_form_of_unicode_it_comes(
    tmp_path: Path, passages: MakePassages, written: str, asked: str, forms: tuple[Literal["NFC", "NFD"], ...]
) -> None:
    text = unicodedata.normalize(forms[0], written)
    index = KeywordSearch(tmp_path / "words")
    index.change((), passages(text, "Nothing else."))
    for question in (asked, written):
        ((passage, _),) = index.search(unicodedata.normalize(forms[1], question), 9)
        assert passage.text == text  # as it was, not composed


def test_words_of_one_stem_find_each_other(words: KeywordSearch) -> None:
    assert set(found(words, "trains")) == {TEXTS[0], TEXTS[1]}


def test_what_has_more_of_the_rare_words_comes_first_with_its_score(words: KeywordSearch) -> None:
    best = words.search("Which officers has the army?", 9)
    assert [passage.text for passage, _ in best] == [TEXTS[0], TEXTS[3]]
    assert best[0][1] > best[1][1] > 0


def test_no_more_come_than_asked(words: KeywordSearch) -> None:
    assert len(words.search("army training bananas", 2)) == 2


@pytest.mark.parametrize("question", ["", "the of and", "?!", "\0", "nowhere", "x" * 5000])
def test_a_question_without_a_word_that_is_there_finds_nothing(words: KeywordSearch, question: str) -> None:
    assert words.search(question, 9) == []


@pytest.mark.parametrize(
    "question",
    ['"army', "army AND NOT training", "text:army", "army*", "(army", "army^9 ~2", "[army TO z}", "+army -x", "\\army"],
)  # fmt: skip
def test_the_signs_of_a_query_language_are_only_signs(words: KeywordSearch, question: str) -> None:
    assert TEXTS[0] in found(words, question)


@given(question=st.text())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_can_be_asked(words: KeywordSearch, question: str) -> None:
    assert len(words.search(question, 3)) <= 3
    assert 0 <= words.rarity(question) <= 1


def test_a_search_may_keep_to_documents(words: KeywordSearch, passages: MakePassages) -> None:
    ids = [passage.document_id for passage in passages(*TEXTS)]
    assert {passage.text for passage, _ in words.search("army", 9, [ids[3], ids[2]])} == {TEXTS[3]}
    assert words.search("army", 9, []) == []
    assert words.search("army", 9, ["none"]) == []


def test_keeping_to_documents_changes_no_score(words: KeywordSearch, passages: MakePassages) -> None:
    ids = [passage.document_id for passage in passages(*TEXTS)]
    assert words.search("army", 9, ids) == words.search("army", 9)


def test_passages_come_back_as_they_were_put_in(words: KeywordSearch, passages: MakePassages) -> None:
    assert sorted(words.passages(), key=lambda one: one.source) == passages(*TEXTS)
    assert words.search("bananas", 1)[0][0] == passages(*TEXTS)[2]
    assert words.count() == 4


def test_a_removed_document_is_not_found_and_one_change_removes_and_adds(
    words: KeywordSearch, passages: MakePassages
) -> None:
    bananas = passages(*TEXTS)[2]
    words.change([bananas.document_id], passages("Cherries are red."))
    assert found(words, "bananas") == []
    assert found(words, "cherries") == ["Cherries are red."]
    assert words.count() == 4


def test_what_is_written_is_there_when_opened_again(words: KeywordSearch, tmp_path: Path) -> None:
    assert found(KeywordSearch(tmp_path / "words"), "Turkiye") == [TEXTS[0]]


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    empty = KeywordSearch(tmp_path / "words")
    assert (empty.count(), list(empty.passages()), empty.search("army", 3), empty.rarity("army")) == (0, [], [], 0.0)


def test_rarity_runs_from_everywhere_to_nowhere(tmp_path: Path, passages: MakePassages) -> None:
    index = KeywordSearch(tmp_path / "words")
    index.change((), passages("Army one.", "Army two two.", "Army two three."))
    assert index.rarity("the") == 0  # a stop word
    assert index.rarity("three") > index.rarity("two") > index.rarity("Army") > 0  # a small folder tells little
    assert index.rarity("nowhere") == 1
    index.change((), passages(*(f"Army {number}." for number in range(30))))
    assert index.rarity("Army") == 0


def test_terms_are_the_words_as_the_index_knows_them(words: KeywordSearch) -> None:
    assert words.terms("The TRAINING of Türkiye’s armies") == ["en train", "en turkiy", "en s", "en armi"]


def known(word: str) -> bool:
    return word.lower() in ("iran", "who", "what", "is", "where")


@pytest.fixture
def spelled(tmp_path: Path, passages: MakePassages) -> KeywordSearch:
    index = KeywordSearch(tmp_path / "words")
    index.change(
        (),
        passages(
            "The National Defense University (NDU) is in Karabakh.",
            "The National Dental Union (NDU) is in Iraq.",
            unicodedata.normalize("NFD", "President Erdoğan came."),
        ),
    )
    return index


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("Where is Garabagh?", "Where is Karabakh?"),
        ("Erdoghan's presidents", "Erdoğan's presidents"),
        ("Is Iran in Karabakh?", "Is Iran in Karabakh?"),
        ("ERDOGAN and the National", "ERDOGAN and the National"),  # words that the passages have stay
        ("", ""),
    ],
)
def test_a_name_that_no_passage_has_is_spelled_as_the_passages_do(
    spelled: KeywordSearch, question: str, searched: str
) -> None:
    assert spelled.respelled(question, known) == searched


def test_aliases_of_the_documents_are_added_to_the_question(spelled: KeywordSearch) -> None:
    both = {"National Defense University", "National Dental Union"}
    assert spelled.with_aliases("Who is in the NDU?", known) in {
        f"Who is in the NDU ({first}, {second})?" for first in both for second in both
    }
    assert spelled.with_aliases("the national dental union", known) == "the national dental union (NDU)"
    assert spelled.with_aliases("the union", known) == "the union"


def test_passage_ids_of_documents_are_returned(words: KeywordSearch, passages: MakePassages) -> None:
    first, second, third = passages("One army.", "Two fleets.", "Three wings.")
    words.change((), [first, second, third])
    assert sorted(words.passage_ids([first.document_id, third.document_id, "none"])) == sorted([first.id, third.id])
    assert words.passage_ids([]) == []
    words.change([first.document_id], [])
    assert words.passage_ids([first.document_id]) == []


def test_a_removed_document_takes_its_names_and_aliases_with_it(spelled: KeywordSearch, passages: MakePassages) -> None:
    spelled.respelled("Garabagh", known)  # what is kept in memory is of this state
    spelled.with_aliases("NDU", known)
    (gone,) = [one for one in spelled.passages() if "Karabakh" in one.text]
    spelled.change([gone.document_id], passages("The University of Lachin (UL) is new."))
    assert spelled.respelled("Garabagh", known) == "Garabagh"
    assert spelled.respelled("Karabach", known) == "Karabach"
    assert spelled.respelled("Lachyn", known) == "Lachin"
    assert spelled.with_aliases("NDU, UL", known) == "NDU (National Dental Union), UL (University of Lachin)"


def test_a_name_of_a_removed_document_alone_is_one_that_the_documents_lack(
    spelled: KeywordSearch, passages: MakePassages
) -> None:
    (gone,) = [one for one in spelled.passages() if "Karabakh" in one.text]
    spelled.change([gone.document_id], passages("It is in Garabagh."))
    assert spelled.respelled("Karabakh", known) == "Garabagh"


def test_a_mistyped_word_is_read_as_the_passages_word_while_they_have_it(
    spelled: KeywordSearch, passages: MakePassages
) -> None:
    (shipment,) = passages("The shipments were insured by the carrier.")
    spelled.change((), [shipment])
    assert spelled.respelled("who inshured the shipmnets", known) == "who insured the shipments"
    spelled.change([shipment.document_id], [])
    assert spelled.respelled("who inshured the shipmnets", known) == "who inshured the shipmnets"


def test_what_is_known_of_names_is_there_when_opened_again(spelled: KeywordSearch, tmp_path: Path) -> None:
    again = KeywordSearch(tmp_path / "words")
    assert again.respelled("Garabagh", known) == "Karabakh"
    assert again.with_aliases("National Defense University", known) == "National Defense University (NDU)"


@given(question=st.text())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_can_be_put_in_the_words_of_the_documents(spelled: KeywordSearch, question: str) -> None:
    said = unicodedata.normalize("NFC", question)
    assert spelled.respelled(question, lambda _: True) == said
    assert len(spelled.with_aliases(spelled.respelled(question, known), known)) >= len(said) // 2


def test_an_index_of_nothing_knows_no_names(tmp_path: Path) -> None:
    empty = KeywordSearch(tmp_path / "words")
    assert empty.respelled("Where is Garabagh?", known) == "Where is Garabagh?"
    assert empty.with_aliases("the NDU", known) == "the NDU"
