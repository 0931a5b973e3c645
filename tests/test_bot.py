from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.errors import FileVanished, FolderUnusable, NothingIndexed, QuestionUnusable, StoreDamaged
from qa_bot.records import Span, Turn
from qa_bot.store.reports import Pending
from tests.conftest import MakeBot

QUESTIONS = [
    "When was the Shusha Declaration signed?",
    "Where was the second commando brigade established?",
    "What did Armenia return to Azerbaijan?",
    "Which drones did the Azerbaijani army use?",
    "Who is the minister of national defense of Türkiye?",
    "How many officers were trained in Türkiye?",
    "What is the aim of the National Defense University?",
    "What did the drill in July feature?",
    "Why were the mountaineering exercises held?",
    "What does Article 51 of the UN Charter concern?",
]
OFF_TOPIC = [
    "What is the capital of Peru?",
    "How do I bake sourdough bread?",
    "Who wrote the novel Moby-Dick?",
    "What is the boiling point of ethanol?",
]


def test_a_question_is_answered_with_the_words_that_say_so(seeds_bot: Bot) -> None:
    answer = seeds_bot.ask("When was the Shusha Declaration signed?")
    assert answer.found
    assert answer.mode == "extract"
    assert "June 15, 2021" in answer.citations[0].quote
    assert "June 15, 2021" in answer.text
    assert answer.citations[0].source == "001_e00cb28dce447f98.txt"
    assert answer.generation == "gen-000001"
    assert answer.seconds > 0


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_citation_is_the_slice_of_its_file(seeds_bot: Bot, seeds: Path, question: str) -> None:
    answer = seeds_bot.ask(question)
    assert answer.found
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        text = (seeds / citation.source).read_bytes().decode("utf-8")
        assert text[citation.span.start : citation.span.end] == citation.quote != ""
        assert seeds_bot.documents.text(citation.document_id) == text
        assert seeds_bot.documents.prove(citation)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_sentence_of_an_answer_carries_a_citation_of_its_words(seeds_bot: Bot, question: str) -> None:
    answer = seeds_bot.ask(question)
    quotes = {citation.number: citation.quote for citation in answer.citations}
    assert answer.statements
    for statement in answer.statements:
        assert any(statement.text == " ".join(quotes[number].split()) for number in statement.numbers)
    assert {number for statement in answer.statements for number in statement.numbers} == quotes.keys()


def test_hits_are_passages_of_the_files_best_first(seeds_bot: Bot, seeds: Path) -> None:
    answer = seeds_bot.ask("When was the Shusha Declaration signed?")
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == seeds_bot.settings.hits
    assert all(0 <= score <= 1.001 for score in scores)
    for hit in answer.hits:
        text = (seeds / hit.passage.source).read_bytes().decode("utf-8")
        assert hit.passage.span.of(text) == hit.passage.text
        assert hit.ranks
        assert hit.ranks.keys() <= {"meaning", "words"}


@pytest.mark.parametrize("question", OFF_TOPIC)
def test_what_the_documents_do_not_say_is_not_answered(seeds_bot: Bot, question: str) -> None:
    answer = seeds_bot.ask(question)
    assert not answer.found
    assert (answer.statements, answer.citations, answer.text, answer.state) == ((), (), "", "absent")
    assert answer.confidence < seeds_bot.settings.threshold
    assert answer.hits


def test_the_threshold_decides_what_is_answered(seeds_bot: Bot, make_bot: MakeBot, seeds: Path) -> None:
    confidence = seeds_bot.ask(QUESTIONS[0]).confidence
    strict = make_bot(seeds, store=seeds_bot.settings.store, threshold=confidence + 0.01)
    lax = make_bot(seeds, store=seeds_bot.settings.store, threshold=confidence - 0.01)
    assert not strict.ask(QUESTIONS[0]).found
    assert lax.ask(QUESTIONS[0]).found


def test_the_same_question_has_the_same_answer(seeds_bot: Bot) -> None:
    first, second = (seeds_bot.ask(QUESTIONS[1]) for _ in range(2))
    assert replace(first, seconds=0) == replace(second, seconds=0)


def test_threads_get_the_answers_that_one_gets(seeds_bot: Bot) -> None:
    wanted = [replace(seeds_bot.ask(question), seconds=0) for question in QUESTIONS[:4]]
    with ThreadPoolExecutor(4) as threads:
        found = [replace(answer, seconds=0) for answer in threads.map(seeds_bot.ask, QUESTIONS[:4] * 2)]
    assert found == wanted * 2


def test_a_follow_up_is_searched_with_what_it_points_back_to(seeds_bot: Bot) -> None:
    asked = "When was the Shusha Declaration signed?"
    history = [Turn(asked, seeds_bot.ask(asked).text)]
    answer = seeds_bot.ask("Who approved it?", history)
    assert answer.question == "Who approved it?"
    assert answer.searched != answer.question
    assert "Shusha" in answer.searched
    assert any("approved by the parliaments" in hit.passage.text for hit in answer.hits)


def test_a_new_topic_is_not_rewritten(seeds_bot: Bot) -> None:
    history = [Turn("When was the Shusha Declaration signed?", "On June 15, 2021.")]
    answer = seeds_bot.ask("What is the capital of Peru?", history)
    assert answer.searched == answer.question == "What is the capital of Peru?"
    assert not answer.found


def test_a_question_may_be_restricted_to_documents(seeds_bot: Bot) -> None:
    ids = {file.source: file.document_id for file in seeds_bot.status().files}
    source = "002_94911b5c344e6eee.txt"
    answer = seeds_bot.ask("What is the Shusha Declaration about?", within=[ids[source]])
    assert {hit.passage.source for hit in answer.hits} == {source}
    assert {citation.source for citation in answer.citations} <= {source}
    nothing = seeds_bot.ask("What is the Shusha Declaration about?", within=[])
    assert (nothing.found, nothing.hits) == (False, ())


@pytest.mark.parametrize("question", ["", " ", "\n\t\u2028"])
def test_an_empty_question_is_refused(seeds_bot: Bot, question: str) -> None:
    with pytest.raises(QuestionUnusable, match="The question is empty"):
        seeds_bot.ask(question)


def test_a_question_that_is_too_long_is_refused_and_the_longest_is_not(seeds_bot: Bot) -> None:
    with pytest.raises(QuestionUnusable, match="has 100000 characters, 4000 at most"):
        seeds_bot.ask("x" * 100_000)
    with pytest.raises(QuestionUnusable, match="has 4001 characters"):
        seeds_bot.ask("x" * 4001)
    assert seeds_bot.ask("Shusha " * 571 + "x").hits  # 3998 characters


@pytest.mark.parametrize(
    "question", ["?", "\0", "🙂", "'; DROP TABLE passages; --", '"AND (', "the of and", "\ufeff", "ب"]
)
def test_a_strange_question_is_only_a_question(seeds_bot: Bot, question: str) -> None:
    answer = seeds_bot.ask(question)
    assert not answer.found
    assert 0 <= answer.confidence < 1


def test_before_anything_is_indexed_the_error_says_what_to_do(seeds: Path, make_bot: MakeBot) -> None:
    bot = make_bot(seeds)
    with pytest.raises(NothingIndexed, match="run `qa-bot index` first"):
        bot.ask("When was the Shusha Declaration signed?")
    with pytest.raises(NothingIndexed):
        bot.verify()
    status = bot.status()
    assert (status.generation, status.documents, status.indexed_at) == (None, 0, None)
    assert status.pending == Pending(added=tuple(sorted(path.name for path in seeds.iterdir())))
    assert not bot.settings.store.exists()


def test_the_status_lists_what_is_indexed(seeds_bot: Bot, seeds: Path) -> None:
    status = seeds_bot.status()
    assert (status.generation, status.documents, status.model) == ("gen-000001", 5, "multilingual-e5-small")
    assert status.passages == sum(file.passages for file in status.files)
    assert not status.pending
    assert [file.source for file in status.files] == sorted(path.name for path in seeds.iterdir())
    assert {file.size for file in status.files} == {path.stat().st_size for path in seeds.iterdir()}
    assert all(file.title and file.title != file.source for file in status.files)


def test_the_status_lists_how_the_folder_differs(folder: Path, make_bot: MakeBot) -> None:
    (folder / "a.txt").write_text("Baku is large.", encoding="utf-8")
    (folder / "b.txt").write_text("Quito is high.", encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    (folder / "a.txt").write_text("Baku is very large.", encoding="utf-8")
    (folder / "b.txt").unlink()
    (folder / "c.txt").write_text("Paris is old.", encoding="utf-8")
    assert bot.status().pending == Pending(("c.txt",), ("a.txt",), ("b.txt",))
    bot.index()
    assert not bot.status().pending


def test_a_folder_that_is_gone_has_lost_its_files_and_is_still_answered_from(folder: Path, make_bot: MakeBot) -> None:
    (folder / "a.txt").write_text("Baku is the capital of Azerbaijan.", encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    folder.rename(folder.with_name("moved"))
    assert bot.status().pending == Pending(removed=("a.txt",))
    assert bot.ask("Which is the capital of Azerbaijan?").found
    with pytest.raises(FolderUnusable, match="does not exist"):
        bot.index()


def test_a_document_that_changes_is_answered_from_as_it_is_now(folder: Path, make_bot: MakeBot) -> None:
    path = folder / "a.txt"
    path.write_text("The meeting of the council is on Monday.", encoding="utf-8")
    bot, reader = make_bot(folder), make_bot(folder)
    bot.index()
    asked = "When is the meeting of the council?"
    (before,) = reader.ask(asked).citations
    path.write_text("The meeting of the council is on Friday.", encoding="utf-8")
    assert reader.ask(asked).citations == (before,)  # until it is indexed
    bot.index()
    (now,) = reader.ask(asked).citations
    assert (before.quote[-7:], now.quote[-7:]) == ("Monday.", "Friday.")
    assert reader.documents.prove(before)  # an old chat's citation, against the text as it was
    assert reader.documents.prove(now)


def test_a_citation_that_differs_from_the_text_is_not_proven(folder: Path, make_bot: MakeBot) -> None:
    (folder / "a.txt").write_text("The meeting of the council is on Monday.", encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    (citation,) = bot.ask("When is the meeting of the council?").citations
    assert bot.documents.prove(citation)
    assert not bot.documents.prove(replace(citation, quote=citation.quote.replace("Monday", "Friday")))
    assert not bot.documents.prove(replace(citation, span=Span(citation.span.start + 1, citation.span.end + 1)))
    assert not bot.documents.prove(replace(citation, document_id="0" * 32))
    text = bot.settings.store / "texts" / f"{citation.document_id}.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("council", "country"), encoding="utf-8")
    assert not bot.documents.prove(citation)  # the text is not what was read, whatever stands at the place


def test_a_missing_text_is_an_error(seeds_bot: Bot) -> None:
    with pytest.raises(StoreDamaged, match="missing or damaged"):
        seeds_bot.documents.text("0" * 32)


def test_a_bot_can_be_warmed_up_and_closed_at_any_time(seeds: Path, make_bot: MakeBot, seeds_bot: Bot) -> None:
    empty = make_bot(seeds)
    empty.warm()
    empty.close()
    bot = make_bot(seeds, store=seeds_bot.settings.store)
    bot.warm()
    bot.close()
    assert bot.ask(QUESTIONS[0]).found
    bot.close()
    bot.close()


def test_a_text_without_a_title_is_named_by_its_present_file(folder: Path, make_bot: MakeBot) -> None:
    (folder / "old.txt").write_text("The lighthouse of Alat was built in 1884. It still shines.\n", encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    (folder / "old.txt").rename(folder / "new.txt")
    assert bot.index().renamed == (("old.txt", "new.txt"),)
    citation = bot.ask("When was the lighthouse of Alat built?").citations[0]
    assert (citation.title, citation.source) == ("new.txt", "new.txt")
    assert [file.title for file in bot.status().files] == ["new.txt"]


def test_a_citation_s_document_is_unchanged_changed_or_gone(folder: Path, make_bot: MakeBot) -> None:
    (folder / "baku.txt").write_text("Baku is the capital of Azerbaijan.", encoding="utf-8")
    (folder / "quito.txt").write_text("Quito lies high above the sea.", encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    citation = bot.ask("Which is the capital of Azerbaijan?").citations[0]
    assert bot.documents.citation_status(citation) == "unchanged"
    (folder / "baku.txt").rename(folder / "renamed.txt")
    bot.index()
    assert bot.documents.citation_status(citation) == "unchanged"
    (folder / "renamed.txt").unlink()
    (folder / "baku.txt").write_text("Baku is large.", encoding="utf-8")
    bot.index()
    assert bot.documents.citation_status(citation) == "changed"
    (folder / "baku.txt").unlink()
    bot.index()
    assert bot.documents.citation_status(citation) == "gone"


def test_the_bytes_of_a_file_are_returned_by_its_name(folder: Path, make_bot: MakeBot) -> None:
    (folder / "baku.txt").write_bytes(b"\xef\xbb\xbfBaku is large.")
    bot = make_bot(folder)
    assert bot.documents.file_bytes("baku.txt") == b"\xef\xbb\xbfBaku is large."
    for name in ("../baku.txt", "gone.txt", ""):
        with pytest.raises(FileVanished, match="not in the folder"):
            bot.documents.file_bytes(name)
