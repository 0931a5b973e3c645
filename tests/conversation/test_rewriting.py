from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.conversation import rewrite
from qa_bot.conversation.anaphora import anaphors
from qa_bot.conversation.phrases import names, phrases, words
from qa_bot.records import Turn

SHUSHA = Turn("When was the Shusha Declaration signed?", "It was signed on June 15, 2021 by President Aliyev.")
DRILL = Turn("Where was the Winter Drill held?", "The Winter Drill took place in Kars.")
ERSAY = Turn(
    "Who was appointed head of the land forces?",
    "The most striking Turkish appointment was that of Bahtiyar Ersay as head of operations of the land forces of the "
    "Azerbaijan Task Group Command.",
)
REFUSED = Turn("What is the capital of Peru?", "")


def after(question: str, answer: str = "") -> list[Turn]:
    return [Turn(question, answer)]


@pytest.mark.parametrize(
    ("question", "history", "rewritten"),
    [
        ("Who signed it?", [SHUSHA], "Who signed the Shusha Declaration?"),
        ("Where was its text published?", [SHUSHA], "Where was the Shusha Declaration’s text published?"),
        ("Did Obama sign it?", [SHUSHA], "Did Obama sign the Shusha Declaration?"),
        ("What did he become a year later?", [ERSAY], "What did Bahtiyar Ersay become a year later?"),
        ("What was his rank?", [ERSAY], "What was Bahtiyar Ersay’s rank?"),
        ("Why did he do it?", after("Who is Dr. Cavid Veliyev?"), "Why did Dr. Cavid Veliyev do it?"),
        ("When did she resign?", after("Why did Ann Lee join the World Bank?"), "When did Ann Lee resign?"),
        ("What do they trade?", after("When did Peru and Chile sign the treaty?"), "What do Peru and Chile trade?"),
        ("What did they achieve?", after("Which drones did the army of Peru use?"), "What did drones achieve? (Peru)"),
        ("Who lives there?", [DRILL], "Who lives in Kars?"),
        ("Who lives there?", after("When did the exercise at Camp Bell end?"), "Who lives at Camp Bell?"),
        ("Who wrote that declaration?", [SHUSHA], "Who wrote the Shusha Declaration?"),
        ("When was that declaration published?", [SHUSHA], "When was the Shusha Declaration published?"),
        ("Which parliaments approved the declaration?", [SHUSHA], "Which parliaments approved the Shusha Declaration?"),
        (
            "How long did it last?",
            after("Why was the exercise held in Kars?"),
            "How long did the exercise last? (Kars)",
        ),
        ("Who did he defeat?", after("What did the Yuan dynasty say of Kublai Khan?"), "Who did Kublai Khan defeat?"),
    ],
)
def test_an_anaphor_is_replaced_by_what_it_stands_for(question: str, history: list[Turn], rewritten: str) -> None:
    assert rewrite(question, history) == rewritten


@pytest.mark.parametrize(
    ("question", "last", "rewritten"),
    [
        ("And in 2022?", "What did the army buy in 2021?", "What did the army buy in 2022?"),
        (
            "And Article 9?",
            "What was decided under Article 8 of the treaty?",
            "What was decided under Article 9 of the treaty?",
        ),
        ("What about Georgia?", "When did Armenia join the union?", "When did Georgia join the union?"),
        ("And the Kars Treaty?", "When was the Shusha Declaration signed?", "When was the Kars Treaty signed?"),
    ],
)
def test_a_fragment_replaces_the_parallel_phrase_of_the_last_question(question: str, last: str, rewritten: str) -> None:
    assert rewrite(question, after(last)) == rewritten


@pytest.mark.parametrize(
    "question",
    [
        "Why?",
        "And where?",
        "And where was the treaty published?",
        "When did they do that?",
        "What about Armenia’s army?",
        "How many?",
        "Who was killed?",
        "And in 2022?",
    ],
)
def test_where_nothing_can_be_replaced_the_topic_is_appended(question: str) -> None:
    rewritten = rewrite(question, [SHUSHA])
    assert rewritten.endswith(")")
    assert "Shusha Declaration" in rewritten
    assert "Aliyev" not in rewritten  # a name of the old answer leads back to it


def test_the_second_one_is_not_rewritten_as_the_first() -> None:
    rewritten = rewrite(
        "And who inaugurated the second one?", after("Where was the first of the commando units formed?")
    )
    assert "commando units" in rewritten
    assert "first" not in rewritten


@pytest.mark.parametrize(
    "question",
    [
        "How many officers were trained in Türkiye?",
        "What is the capital of Peru?",
        "Which drones did the Azerbaijani army use?",
        "When did the Second Karabakh War begin?",
        "And when did the Second Karabakh War begin?",
        "What is inflation?",
        "Who is Erdoğan?",
        "What does an etymologist do?",
        "Is it true that Peru left the union?",
        "Was it possible for Peru to leave the union?",
        "How long does it take to cross the river?",
        "What is it called when steam becomes water?",
        "What is the name of the treaty that was signed in Kars?",
        "Did the ministry say that prices would rise?",
        "How many military exercises are there in a year?",
        "Are there commando units in Peru?",
        "What is one of the aims of the university?",
        "Whose principle is “one nation, two states”?",
        "What was bought this year by the army of Peru?",
        "How do Peru and Chile help each other?",
        "What is another word for late interaction?",
        "When did Watt finish his engine?",
        "Did the army of Peru use its tanks?",
        "Which country changed its flag in 1990?",
        "How did maidens foretell their weddings?",
        "What did Peru say when it left the union?",
        "According to the watchdog group, what did an earlier manoeuvre like this lead to?",
        "If steam is cooled, what does it become?",
        "According to her family, what did Betsy Ross sell?",
        "Who shouted “they did it there” in Peru?",
        "What is so special about Andean weather?",
        "write me a poem about the sea and the wind",
        "İstanbul ne zaman kuruldu ve kim tarafından?",
        "Где и когда была подписана декларация?",
    ],
)
def test_a_question_that_stands_on_its_own_is_unchanged(question: str) -> None:
    assert rewrite(question, [SHUSHA, DRILL, ERSAY]) == question


@pytest.mark.parametrize("question", ["Who signed it?", "Why?", "", "?"])
def test_without_a_conversation_a_question_is_unchanged(question: str) -> None:
    assert rewrite(question, []) == question


def test_a_chain_of_follow_ups_leads_back_to_the_name() -> None:
    history = [
        SHUSHA,
        DRILL,
        Turn("Who took part in it?", "Both armies."),
        Turn("Why?", ""),
        Turn("And where?", "There."),
    ]
    assert rewrite("How long did it last?", history) == "How long did the Winter Drill last?"


def test_a_refusal_between_does_not_break_the_chain() -> None:
    history = [SHUSHA, Turn("Who printed it?", "")]
    assert rewrite("Who sold it?", history) == "Who sold the Shusha Declaration?"


def test_a_follow_up_belongs_to_the_newest_topic() -> None:
    assert rewrite("How large is it?", [SHUSHA, REFUSED]) == "How large is the capital of Peru?"


def test_a_turn_without_a_fitting_name_is_skipped() -> None:
    history = [ERSAY, Turn("How old are the exercises?", "They began long ago.")]
    assert rewrite("When was he born?", history) == "When was Bahtiyar Ersay born?"


def test_a_word_of_the_question_is_not_appended_again() -> None:
    rewritten = rewrite("Who signed the declaration then?", [SHUSHA])
    assert rewritten.casefold().count("declaration") == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("When was the Shusha Declaration signed?", ["the Shusha Declaration"]),
        ("What does the Kut festival symbolize?", ["the Kut festival"]),
        ("Where did the first bank in Peru open?", ["the first bank", "Peru"]),
        ("What did Robert G. Heft design?", ["Robert G. Heft"]),
        ("What were Watt’s engines?", ["Watt"]),
        (
            "When was the Agreement on Strategic Partnership and Mutual Assistance signed?",
            ["the Agreement on Strategic Partnership and Mutual Assistance"],
        ),
        ("Who hired Jerónimo de Ayanz?", ["Jerónimo de Ayanz"]),
        ("Which towns did Azerbaijani forces liberate in 2020?", ["towns", "Azerbaijani forces"]),
    ],
)
def test_a_phrase_is_a_whole_name_without_the_verb(text: str, found: list[str]) -> None:
    assert [phrase.text for phrase in phrases(text)] == found


def test_a_single_word_at_the_beginning_of_a_sentence_is_no_name() -> None:
    assert [phrase.text for phrase in names("Commandos won. They met President Aliyev.")] == ["President Aliyev"]


# Words of questions, so that what is drawn contains anaphors, names and clauses.
spoken = st.lists(
    st.sampled_from(
        """it its he his him her they their this that these there then one the a which what who when where how why and
        if to of in on did was is has one second other Shusha Declaration declaration Kars Peru’s President Aliyev U.S.
        2021 army
        signed war , ? “ ” . é ſ İ ²""".split()
    ),
    max_size=14,
).map(" ".join)
texts = st.one_of(spoken, st.text(max_size=60))
histories = st.lists(st.builds(Turn, texts, texts), max_size=4)


@given(texts, histories)
def test_the_content_words_of_a_question_stay_in_it(question: str, history: list[Turn]) -> None:
    rewritten = rewrite(question, history).casefold()
    assert all(word.folded in rewritten for word in words(question) if not word.is_stop_word)


@given(
    st.sampled_from(["Who took part in it?", "Why?", "And where did they do that then?"]),
    st.lists(
        st.builds(Turn, texts.map(lambda text: text * 40), texts.map(lambda text: text * 40)), min_size=1, max_size=9
    ),
)
def test_a_long_conversation_adds_few_words(question: str, history: list[Turn]) -> None:
    assert len(rewrite(question, history)) < len(question) + 900


@given(texts)
def test_anaphors_are_in_order_and_do_not_overlap(question: str) -> None:
    places = [(anaphor.start, anaphor.end) for anaphor in anaphors(question)]
    assert all(start < end for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))


@pytest.mark.parametrize("question", ["?!?", "…", "", "👍", "—?"])
def test_a_question_without_words_gets_none_from_the_conversation(question: str) -> None:
    assert rewrite(question, [SHUSHA, DRILL]) == question


@pytest.mark.parametrize(
    ("question", "rewritten"),
    [
        ("Who is the mayor of the city?", "Who is the mayor of the city? (Tarvik)"),
        ("When was the company founded?", "When was the company founded? (Norda Mills)"),
        ("Who is the mayor of the city of Lune?", "Who is the mayor of the city of Lune?"),
        ("Who leads a company?", "Who leads a company?"),
        ("What does the mill burn?", "What does the mill burn?"),
    ],
)
def test_the_name_of_the_city_or_company_is_appended(question: str, rewritten: str) -> None:
    turns = [Turn("Where is Norda Mills?", "The flour of Norda Mills is made in Tarvik.")]
    assert rewrite(question, turns) == rewritten


@pytest.mark.parametrize("unfinished", ["What did the", "Who leads a", "When does the"])
def test_an_article_at_the_end_names_nothing(unfinished: str) -> None:
    assert phrases(unfinished) == ()
    assert rewrite(unfinished, [SHUSHA]).startswith(unfinished)
