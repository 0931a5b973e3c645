import pytest

from qa_bot.answer.answer_types import asks_for_many, expected_answer_type


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("When was it signed?", "date"),
        ("on which date did it begin", "date"),
        ("In which year did it begin?", "year"),
        ("In which month was the war fought?", "month"),
        ("How many soldiers took part?", "number"),
        ("How long did it last?", "number"),
        ("How long is a shared link valid?", "number"),
        ("Where are mobile phones left?", "place"),
        ("What is the mobile phone number of the warden?", "phone number"),
        ("What percentage of the vote did he get?", "percentage"),
        ("How much was the arms deal worth?", "money"),
        ("Who inaugurated it?", "person"),
        ("Whose principle is it?", "person"),
        ("Where was it held?", "place"),
        ("Which university did he graduate from?", "place"),
    ],
)
def test_the_question_words_say_which_answer_type_is_expected(question: str, name: str) -> None:
    found = expected_answer_type(question)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("question", ["Why?", "What is the purpose of it?", "Did it end?", "", "Neden imzalandı?"])
def test_other_questions_expect_no_answer_type(question: str) -> None:
    assert expected_answer_type(question) is None


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When was it signed?", "It was signed on June 15.", True),
        ("When was it signed?", "It was signed in Baku.", False),
        ("When do the doors close?", "The doors close at 3.", True),
        ("When do the doors close?", "The doors close at 3 places.", False),
        ("Until when is the desk open?", "The desk is open from 7 to 19.", True),
        ("Until when is the desk open?", "The desk grew from 7 to 19 metres.", False),
        ("When was the 2010 treaty signed?", "The 2010 treaty was signed in Baku.", False),
        ("In which month was the 2016 war fought?", "The war of 2016 lasted five days.", False),
        ("In which month was the 2016 war fought?", "The war was fought in April 2016.", True),
        ("How many soldiers took part?", "Around 3,000 took part.", True),
        ("How many soldiers took part?", "Some dozens took part.", True),
        ("How many soldiers took part?", "The soldiers took part.", False),
        ("What percentage did he get?", "He got 92 % of it.", True),
        ("What percentage did he get?", "He got 92 seats.", False),
        ("How much was the deal worth?", "The deal was worth $400 million.", True),
        ("How much was the deal worth?", "The deal was for 4 systems.", False),
        ("Who inaugurated the unit?", "The unit was inaugurated by President Aliyev.", True),
        ("Who inaugurated the unit of Aliyev?", "The unit of Aliyev was inaugurated then.", False),
        ("Where was it held?", "The drill was held outside.", False),
    ],
)
def test_an_answer_of_the_type_counts_unless_it_is_in_the_question(question: str, text: str, expected: bool) -> None:
    answer_type = expected_answer_type(question)
    assert answer_type is not None
    assert answer_type.is_found_in(text, question) is expected


@pytest.mark.parametrize(
    ("question", "many"),
    [
        ("Which books has he co-edited?", True),
        ("What are the reasons?", True),
        ("List the exercises.", True),
        ("name the three generals", True),
        ("What do the agreement and the declaration each say?", True),
        ("What is the capital?", False),
        ("Which status is given?", False),
        ("Which law governs the licence?", False),
        ("What happens to the deposit?", False),
        ("Who signed it?", False),
        ("When was it held?", False),
    ],
)
def test_a_question_may_ask_for_many(question: str, many: bool) -> None:
    assert asks_for_many(question) is many


def test_the_values_of_a_text_are_its_answers_and_its_numbers() -> None:
    asked = "When was the law of 2019 signed?"
    answer_type = expected_answer_type(asked)
    assert answer_type is not None
    assert answer_type.is_exact
    assert answer_type.values("The law of 2019 was signed on June 15, 2021.", asked) == {"june", "15", "2021"}
    assert answer_type.values("After the war it was signed in 2021.", asked) == {"2021"}
    assert answer_type.values("The law of 2019 has 12 articles.", asked) == frozenset()
    person = expected_answer_type("Who signed it?")
    assert person is not None
    assert not person.is_exact


@pytest.mark.parametrize(
    "question",
    [
        "Welcher Name fehlt all den Listen des Museums?",
        "Hangi belgede date sütunu var ve kim doldurdu?",
    ],
)
def test_a_question_in_another_language_has_no_english_answer_type(question: str) -> None:
    assert expected_answer_type(question) is None
    assert not asks_for_many(question)


@pytest.mark.parametrize("question", ["signing date Kestrel", "Kestrel deadline"])
def test_a_question_that_could_be_in_any_language_has_an_english_answer_type(question: str) -> None:
    found = expected_answer_type(question)
    assert found is not None
    assert found.name == "date"


@pytest.mark.parametrize(
    ("question", "name", "answer", "other"),
    [
        ("Wann öffnet das Museum?", "moment", "Es öffnet um neun Uhr.", "Es öffnet für alle."),
        ("Wie viele Schafe hat der Hof?", "figure", "Auf dem Hof leben zwölf Schafe.", "Der Hof hat Schafe."),
        ("Quelle est la date de la signature ?", "moment", "Signé le 3 mai 1987.", "Signé par tous."),
        ("Combien coûte l'entrée ?", "figure", "L'entrée coûte 4,50 euros.", "L'entrée est libre."),
        ("Müze saat kaçta açılıyor?", "moment", "Müze dokuzda açılıyor.", "Müze açılıyor."),
        ("Muzeydə neçə otaq var?", "figure", "Muzeydə on iki otaq var.", "Muzeydə otaqlar var."),
        ("Когда построили мост?", "moment", "Мост построен в 1847 году.", "Мост построил Ройтер."),
        ("¿Cuántas ovejas hay?", "figure", "Hay doce ovejas.", "Hay ovejas."),
        ("博物馆几点开门？", "moment", "博物馆上午九点开门。", "博物馆向所有人开放。"),
        ("いつ開館しますか。", "moment", "1987年に開館した。", "だれでも入れる。"),
        ("休みは何曜日ですか。", "moment", "月曜日は休みです。", "清掃のため休みです。"),
        ("Wann wurde der Pakt geschlossen?", "moment", "It was signed on June 15, 2021.", "It was signed in Baku."),
    ],
)  # fmt: skip
def test_beyond_english_a_moment_or_a_figure_is_expected(question: str, name: str, answer: str, other: str) -> None:
    answer_type = expected_answer_type(question)
    assert answer_type is not None
    assert answer_type.name == name
    assert answer_type.is_found_in(answer, question)
    assert not answer_type.is_found_in(other, question)
