"""Questions on an index, the newest documents first; each is answered."""

from pathlib import Path

from qa_bot.answer.suggestions import is_good
from qa_bot.bot import Bot
from tests.conftest import MakeBot


def test_questions_on_a_document_are_answered_from_it(seeds_bot: Bot) -> None:
    document = seeds_bot.status(compare_folder=False).files[1].document_id
    found = seeds_bot.suggester.on_document(document)
    assert 1 <= len(found) <= 3
    for question in found:
        answer = seeds_bot.ask(question, within=[document])
        assert is_good(answer)
        assert {citation.document_id for citation in answer.citations} == {document}


def test_after_new_documents_the_first_suggestion_is_about_them(folder: Path, make_bot: MakeBot) -> None:
    for name in ("Harbour Treaty", "Mill Charter", "Bridge Accord"):
        text = f"The {name} was signed in Lisbon. Every town has read the {name} since. The {name} is still in force."
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    before = bot.suggester.on_documents(bot.status(compare_folder=False).files)
    assert any("Mill Charter" in question for question in before)
    text = "The Zebra Protocol was signed in Quito. Nobody has read the Zebra Protocol since. It is the Zebra Protocol."
    (folder / "zebra.txt").write_text(text, encoding="utf-8")
    bot.index()
    after = bot.suggester.on_documents(bot.status(compare_folder=False).files)
    assert "Zebra Protocol" in after[0]
    assert after[1] in before
