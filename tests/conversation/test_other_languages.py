import pytest

from qa_bot.conversation import rewrite
from qa_bot.records import Turn

GERMAN = Turn("Wann wurde die Brücke von Kehl eröffnet?", "Die Brücke wurde 1861 eröffnet.")
TURKISH = Turn("Çaldıran Antlaşması ne zaman imzalandı?", "Antlaşma 1514 yılında imzalandı.")
CHINESE = Turn("长江大桥何时通车？", "1957年通车。")


@pytest.mark.parametrize(
    ("question", "turn", "rewritten"),
    [
        ("Warum?", GERMAN, "Warum? (Brücke Kehl eröffnet)"),
        ("Und wer?", GERMAN, "Und wer? (Brücke Kehl eröffnet)"),
        ("Kim imzaladı?", TURKISH, "Kim imzaladı? (Çaldıran Antlaşması imzalandı)"),
        ("Neden?", TURKISH, "Neden? (Çaldıran Antlaşması imzalandı)"),
        ("为什么？", CHINESE, "为什么？ (长江大桥何时通车)"),
    ],
)
def test_the_topic_is_appended_to_a_very_short_question(question: str, turn: Turn, rewritten: str) -> None:
    assert rewrite(question, [turn]) == rewritten


@pytest.mark.parametrize(
    ("question", "turn"),
    [
        ("Was ist Inflation?", GERMAN),
        ("Wer ist die Bürgermeisterin von Straßburg?", GERMAN),
        ("Enflasyon nedir?", TURKISH),
        ("Ankara'nın nüfusu ne kadar?", TURKISH),
        ("黄河有多长以及流经哪些省份？", CHINESE),
        ("Où se trouve le musée de la marine ?", GERMAN),
    ],
)
def test_any_other_question_is_unchanged(question: str, turn: Turn) -> None:
    assert rewrite(question, [turn]) == question


def test_a_question_without_words_of_a_language_is_in_that_of_the_last_question() -> None:
    assert rewrite("Kehl?", [GERMAN]) == "Kehl? (Brücke eröffnet)"


def test_an_english_follow_up_is_rewritten_after_a_turn_in_another_language() -> None:
    english = Turn("When was the Shusha Declaration signed?", "")
    assert rewrite("Who signed it?", [english, GERMAN, english]) == "Who signed the Shusha Declaration?"
