"""Answers that a language model writes: proven sentence by sentence, streamed, refused as before."""

from collections.abc import Callable

import pytest

from qa_bot.bot import Bot
from qa_bot.errors import SettingUnusable, Stopped
from qa_bot.records import Answer, Turn
from tests.answer.composing.conftest import ComposingBot
from tests.language_server import WAIT, LanguageServer, Prompt, Reply, says

QUESTION = "When was the Shusha Declaration signed?"
DATE = "June 15, 2021"


def number_with(prompt: Prompt, words: str) -> int:
    """The number of the first passage with these words."""
    return next(number for number, text in prompt.passages.items() if words in text)


def about_the_declaration(prompt: Prompt) -> Reply:
    cited = number_with(prompt, DATE)
    return Reply([
        f"The Shusha Declaration was signed on {DATE} [{cited}]. ",
        f"The Shusha Declaration was signed on June 15, 2020 [{cited}]. ",
        "The Shusha Declaration was signed in the rain.",
    ])  # fmt: skip


@pytest.mark.parametrize("protocol", ["openai_like", "ollama"])
def test_each_sentence_is_proven_or_says_why_not(
    composing_bot: ComposingBot, server: LanguageServer, protocol: str
) -> None:
    server.script = about_the_declaration
    bot = composing_bot(llm=getattr(server, protocol))
    answer = bot.ask(QUESTION)
    assert (answer.mode, answer.model, answer.problem) == ("compose", "scripted", "")
    proven, altered, uncited = answer.statements
    assert proven.is_supported
    (citation,) = (one for one in answer.citations if one.number == proven.numbers[0])
    assert DATE in citation.quote
    assert all(bot.documents.prove(one) for one in answer.citations)
    assert (altered.numbers, uncited.numbers) == ((), ())
    assert "2020" in altered.reason
    assert "cites no source" in uncited.reason
    assert answer.text == proven.text


def test_a_question_is_extracted_on_request_and_no_model_is_asked(
    composing_bot: ComposingBot, server: LanguageServer
) -> None:
    answer = composing_bot().ask(QUESTION, mode="extract")
    assert (answer.mode, answer.model, answer.found) == ("extract", "", True)
    assert server.prompts == []


def test_composing_needs_a_model(seeds_bot: Bot) -> None:
    with pytest.raises(SettingUnusable, match="QA_BOT_LLM"):
        seeds_bot.ask(QUESTION, mode="compose")


def test_what_the_documents_do_not_answer_is_not_sent(composing_bot: ComposingBot, server: LanguageServer) -> None:
    bot = composing_bot()
    for question in ("How do I bake an apple pie?", "Hello!", "What documents do you have?"):
        answer = bot.ask(question)
        assert not answer.found
        assert answer.statements == ()
    assert server.prompts == []


def test_the_answer_is_shown_as_it_is_written(composing_bot: ComposingBot, server: LanguageServer) -> None:
    def script(prompt: Prompt) -> Reply:
        cited = number_with(prompt, DATE)
        return Reply(
            [f"The Declaration was signed on {DATE} [{cited}]. It", " was", WAIT, f" signed in Shusha [{cited}]."]
        )

    server.script = script
    shown: list[tuple[int, str]] = []

    def on_partial(answer: Answer, draft: str) -> None:
        shown.append((len(answer.statements), draft))
        if draft == "It was":
            server.released.set()

    answer = composing_bot().ask(QUESTION, on_partial=on_partial)
    assert shown[0] == (0, "")
    assert (1, "It was") in shown  # the first sentence is proven while the second is being written
    assert len(answer.statements) == 2


def test_stopping_ends_the_request_at_the_server(composing_bot: ComposingBot, server: LanguageServer) -> None:
    server.script = says("The Declaration", WAIT)

    def on_partial(_: Answer, draft: str) -> None:
        if draft:
            raise Stopped("Enough.")

    with pytest.raises(Stopped):
        composing_bot().ask(QUESTION, on_partial=on_partial)
    assert server.hung_up.wait(10)


def test_as_many_passages_are_sent_as_the_model_can_read(composing_bot: ComposingBot, server: LanguageServer) -> None:
    composing_bot().ask(QUESTION)
    server.window = 1500
    composing_bot().ask(QUESTION)
    many, few = (len(prompt.passages) for prompt in server.prompts)
    assert 0 < few < many == 8
    server.window = 800
    answer = composing_bot().ask(QUESTION)
    assert "cannot read even one passage" in answer.problem
    assert answer.statements


def test_the_passages_are_data_within_a_fence_of_one_question(
    composing_bot: ComposingBot, server: LanguageServer
) -> None:
    bot = composing_bot()
    for _ in range(2):
        bot.ask(QUESTION)
    fences = {prompt.text.partition(" ")[0] for prompt in server.prompts}
    assert len(fences) == 2
    for prompt in server.prompts:
        fence = prompt.text.partition(" ")[0]
        assert f"lines with {fence}" in prompt.system
        assert prompt.text.count(fence) == len(prompt.passages) + 1
        assert prompt.text.endswith(f"{fence} end\n\nQuestion: {QUESTION}")


def test_thoughts_links_and_lists_are_left_out(composing_bot: ComposingBot, server: LanguageServer) -> None:
    def script(prompt: Prompt) -> Reply:
        cited = number_with(prompt, DATE)
        sentence = f"- The [Shusha Declaration](http://192.0.2.1/x?y=z) was **signed** on {DATE} [{cited}]."
        return Reply(["<think>The passages say", " a lot.</think>\n", sentence])

    server.script = script
    (statement,) = composing_bot().ask(QUESTION).statements
    assert statement.text == f"The Shusha Declaration was signed on {DATE}."
    assert statement.is_supported


def test_a_follow_up_is_rewritten_by_the_model(composing_bot: ComposingBot, server: LanguageServer) -> None:
    def script(prompt: Prompt) -> Reply:
        if prompt.passages:
            return about_the_declaration(prompt)
        assert "Last question: When was it signed?" in prompt.text
        return Reply(["When was the Shusha Declaration signed?"])

    server.script = script
    history = [Turn("What is the Shusha Declaration?", "The Shusha Declaration is an agreement.")]
    answer = composing_bot().ask("When was it signed?", history)
    assert answer.searched.startswith("When was the Shusha Declaration signed?")
    assert answer.found


def test_a_summary_is_written_by_sections(texts_bot: Callable[..., Bot], server: LanguageServer) -> None:
    text = "The Lease\n\nRent\n\n" + "The rent is 900 euros a month. It is due on the first day of each month.\n\n" * 1
    text += "Notice\n\nThe notice period is three months. Notice is given in writing.\n"
    bot = texts_bot({"lease.txt": text}, passage_characters=100)
    answer = bot.ask("Summarize the lease")
    assert (answer.intent, answer.mode, answer.found) == ("summary", "compose", True)
    assert len(server.prompts) >= 2
    assert any("900 euros" in one.text for one in answer.statements)
    assert all(bot.documents.prove(one) for one in answer.citations)


def test_each_sentence_of_a_summary_is_proven(texts_bot: Callable[..., Bot], server: LanguageServer) -> None:
    server.script = lambda prompt: Reply(
        f"The rent is {rent} euros a month [{number}]. "
        for number, text in prompt.passages.items()
        if "rent is" in text
        for rent in ("900", "800")
    )
    bot = texts_bot({"lease.txt": "The Lease\n\nRent\n\nThe rent is 900 euros a month. It is due on the first day.\n"})
    right, wrong = bot.ask("Summarize the lease").statements
    assert right.is_supported
    assert not wrong.is_supported
    assert "800" in wrong.reason


def test_a_sentence_in_another_language_is_checked_by_its_dates(
    composing_bot: ComposingBot, server: LanguageServer
) -> None:
    def script(prompt: Prompt) -> Reply:
        cited = number_with(prompt, DATE)
        dates = ("am 15. Juni 2021", "am 15.06.2021", "am 16. Juni 2021")
        return Reply([f"Die Shusha-Erklärung wurde {date} unterzeichnet [{cited}]. " for date in dates])

    server.script = script
    first, second, third = composing_bot().ask(QUESTION).statements
    assert first.is_supported
    assert second.is_supported
    assert "16. Juni 2021" in third.reason


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Şuşa Beyannamesi 15 Haziran 2021'de imzalandı", "Şuşa Beyannamesi 15 Haziran 2020'de imzalandı"),
        (
            "Шушинская декларация была подписана 15 июня 2021 года",
            "Шушинская декларация была подписана 15 июля 2021 года",
        ),
    ],
)
def test_a_sentence_in_another_language_has_quotes_in_that_of_the_documents(
    composing_bot: ComposingBot, server: LanguageServer, right: str, wrong: str
) -> None:
    server.script = lambda prompt: Reply(f"{text} [{number_with(prompt, DATE)}]. " for text in (right, wrong))
    answer = composing_bot().ask(QUESTION)
    assert "Write in the language of the question." in server.prompts[-1].system
    first, second = answer.statements
    assert (first.text, first.is_supported) == (f"{right}.", True)
    assert any(DATE in one.quote for one in answer.citations)
    assert not second.is_supported
