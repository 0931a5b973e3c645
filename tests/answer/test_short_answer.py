import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.short_answer import short_answer, span_by_type, value_of_label
from qa_bot.records import Citation, Passage, Span
from tests.answer.made import passage
from tests.strategies import texts


def said(question: str, text: str) -> str | None:
    span = span_by_type(question, text)
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When was the pact signed?", "The pact was signed on June 15, 2021, in Oslo.", "June 15, 2021"),
        ("When did the drill take place?", "The drill was from October 23 to 25, 2023.", "October 23 to 25, 2023"),
        ("When is the hall open?", "The hall is open on Tuesdays at 7 pm.", "Tuesdays at 7 pm"),
        ("When must it be paid?", "It must be paid before 1 March 2024.", "before 1 March 2024"),
        ("When was it built?", "It was built in the late 1990s by two firms.", "late 1990s"),
        ("When did they meet?", "They met in summer 1987.", "summer 1987"),
        ("In what year did the mill burn?", "The mill burned on 3 May 1911.", "1911"),
        ("Which month is the fair in?", "The fair is held in September.", "September"),
        ("What time does the shop open?", "The shop opens at 9:30 am.", "9:30 am"),
        ("How long is the notice period?", "The notice period is eight weeks.", "eight weeks"),
        ("How long is the bridge?", "The bridge, opened in 1990, is 1.2 km long.", "1.2 km"),
        ("How many members came?", "More than 7,000 members visited 12 schools.", "More than 7,000 members"),
        ("How many pupils are there?", "The school has 27 teachers and 410 pupils.", "410 pupils"),
        ("How many boats came?", "Sixty-two boats came in 1987.", "Sixty-two boats"),
        ("How many years does it take?", "It takes three to four years.", "three to four years"),
        ("How many saxes are there?", "The band has 4.", "4"),
        ("How much is the rent?", "The rent is 900 francs a month, due on the 3rd.", "900 francs a month"),
        ("How much was paid?", "A sum of $1.4 billion was paid in 2006.", "$1.4 billion"),
        ("What percentage did she get?", "She got 26 percent of the 900 votes.", "26 percent"),
        ("What is the phone number of the office?", "Call the office: +41 44 123 45 67.", "+41 44 123 45 67"),
        ("What is the e-mail address?", "Write to Jan (desk@mill.example).", "desk@mill.example"),
        ("What colour is the door?", "The door is dark green.", "green"),
        ("Who opened the school?", "The school was opened by Dr. Ada Lind in 2020.", "Dr. Ada Lind"),
        ("Who designed the bridge?", "In 1990 Elin Rask designed the bridge near Oslo.", "Elin Rask"),
        ("Who is the commander of the fleet?", "As Jan Holm, the new fleet commander, says:", "Jan Holm"),
        ("Where was the pact signed?", "The pact was signed in Lyon, France.", "Lyon, France"),
        ("In what city was the trial held?", "The trial was held in Bergen and took a week.", "Bergen"),
        ("Wann ist das Fest?", "Das Fest ist am 3. März 1987 im Hof.", "3. März 1987"),
        ("Combien coûte l'entrée ?", "L'entrée coûte 4,50 euros.", "4,50 euros"),
        ("Kütüphane cumartesi kaça kadar açık?", "Kütüphane cumartesi 13.00 saatine kadar açık.", "13.00"),
        ("Wann wurde sie unterzeichnet?", "It was signed on June 15, 2021.", "June 15, 2021"),
        ("Wie viele Soldaten kamen?", "Around 3,000 military personnel came.", "3,000"),
    ],
)  # fmt: skip
def test_the_words_of_the_expected_type_are_the_short_answer(question: str, text: str, expected: str) -> None:
    assert said(question, text) == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was it signed?", "It was signed by both."),
        ("When was the 2010 pact signed?", "The pact of 2010 was signed by both."),
        ("What happens when it rains?", "On 3 May it rained."),
        ("When do the shops open?", "One opens at 9:30 am, one opens at 10:15 am."),
        ("How many guests came?", "Two buses came with 40 drivers."),
        ("How many drones were bought?", "The army flew TB-2 drones."),
        ("How long is the bridge?", "The bridge cost 4 million francs."),
        ("Which towns are near?", "The towns of Lund and Ystad are in Sweden."),
        ("Who did Ada meet?", "Ada was met by Elin Rask."),
        ("Who else opened it?", "It was opened by Jan Holm."),
        ("Who opened it?", "Jan Holm visited the hall that Elin Rask painted."),
        ("Who invented the horn?", "The horn was invented by the Belgian maker of flutes."),
        ("Who was absent from the meeting?", "Next meeting: 5 May in the hall."),
        ("How many people took part?", "Forty guests aged 14 to 17 were asked at two schools."),
        ("Where is the mill?", "The mill belongs to Jan Holm."),
        ("Where is the mill?", "The mill is in the South Asian part."),
        ("Where did she study?", "She studied in the School of Art and received a degree from Oslo Academy."),
        ("Why was it signed?", "It was signed on 3 May."),
        ("What is the phone number?", "Call 044 123 45 67 or 044 123 45 68."),
        ("Wann hat die Bücherei auf?", "Geleitet wird die Bücherei seit 2019 von Jan Holm."),
        ("Combien de personnes restaurent le moulin ?", "Depuis 1998, des bénévoles restaurent le moulin."),
        ("Şenlik ne zaman?", "Şenlik her yıl eylül ayının ikinci pazar günü düzenlenir."),
    ],
)
def test_nothing_is_the_short_answer_where_it_is_not_clear(question: str, text: str) -> None:
    assert said(question, text) is None


def test_of_several_the_one_in_the_clause_that_is_asked_about_is_the_answer() -> None:
    text = "The shop opens at 9:30 am, and the shop closes at 5 pm."
    assert said("What time does the shop close?", text.replace("closes", "close")) == "5 pm"


def _cited(text: str, sentence: Span, quoted: Span, answer_span: Span | None = None) -> tuple[ScoredSentence, Citation]:
    whole = passage(text)
    best = ScoredSentence(whole, sentence, 0.9, 0.9, answer_span=answer_span)
    return best, Citation(1, whole.document_id, "a.txt", "A title", quoted, quoted.of(text))


TEXT = "It began on 3 May 2011. The drill was held in Bergen. It ended on 9 May 2011."


def test_the_best_sentence_comes_before_what_is_quoted_with_it() -> None:
    best, citation = _cited(TEXT, Span(54, 77), Span(0, 77))
    found = short_answer("When was it?", best, citation)
    assert found is not None
    assert (found.text, found.span) == ("9 May 2011", Span(66, 76))
    best, citation = _cited(TEXT, Span(24, 53), Span(0, 53))
    found = short_answer("When was the drill?", best, citation)
    assert found is not None
    assert found.text == "3 May 2011"


def test_the_span_that_the_reranker_proposes_is_the_short_answer() -> None:
    proposed = Span(TEXT.index("Bergen"), TEXT.index("Bergen") + 6)
    best, citation = _cited(TEXT, Span(24, 53), Span(0, 53), proposed)
    found = short_answer("When was the drill?", best, citation)
    assert found is not None
    assert (found.text, found.span) == ("Bergen", proposed)


def test_a_proposed_span_outside_the_quote_is_dropped() -> None:
    best, citation = _cited(TEXT, Span(24, 53), Span(24, 53), Span(12, 22))
    assert short_answer("When was the drill?", best, citation) is None


@pytest.mark.parametrize(
    ("question", "is_given"),
    [
        ("What is the date and the place of the drill?", False),
        ("When and where was the drill?", False),
        ("When did it begin and when did it end?", False),
        ("When was the drill of the army and the fleet?", True),
        ("Where was the drill of the navy and the army held?", True),
    ],
)
def test_a_question_for_two_things_has_none(question: str, is_given: bool) -> None:
    proposed = Span(TEXT.index("Bergen"), TEXT.index("Bergen") + 6)
    best, citation = _cited(TEXT, Span(24, 53), Span(24, 53), proposed)
    assert (short_answer(question, best, citation) is not None) == is_given


DOOR = "| Property | Value |\n|---|---|\n| Finish | oak |\n| Gap | 4 mm |"


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("What is the finish of the door?", DOOR, "oak"),
        ("What's the gap?", DOOR, "4 mm"),
        ("What is the property of the door?", DOOR, None),
        ("What is the order number?", "Order number: B-2217\nDate: 3 May", "B-2217"),
        ("Who is the lessee?", "**Lessee:** Ada Lind, Oslo", "Ada Lind, Oslo"),
        ("What is the fit?", "Model: Door; Fit: flush; Price: 30.", "flush"),
        ("What is the total?", "| Item | Count | Sum |\n|---|---|---|\n| Total | 3 | 60 |", None),
        ("What is the purpose of the drill?", "The drill had one purpose: to train.", None),
        ("What is the code?", "Code: 17\nCode: 18", None),
        ("Why is the finish oak?", DOOR, None),
    ],
)
def test_the_value_beside_the_label_that_is_asked_for_is_the_short_answer(
    question: str, text: str, value: str | None
) -> None:
    found = value_of_label(question, text)
    assert (found and found.of(text)) == value


LEASE = "This lease is made on 3 February 2025. The term ends on 28 February 2028."
MADE, ENDS = LEASE[:38], LEASE[39:]


@pytest.mark.parametrize(
    ("question", "other", "is_given"),
    [
        ("When is the lease made?", Citation(2, "l", "alma.txt", "Lease", Span(39, 73), ENDS), True),
        ("When does the lease end?", Citation(2, "l", "alma.txt", "Lease", Span(39, 73), ENDS), False),
        (
            "When does the lease of the Birch family end?",
            Citation(2, "l", "alma.txt", "Lease", Span(39, 73), ENDS),
            True,
        ),
        ("When is the Birch contract made?", Citation(2, "b", "birch.txt", "Other", Span(0, 9), "It is new."), False),
        ("When is the birch contract made?", Citation(2, "b", "birch.txt", "Other", Span(0, 9), "It is new."), True),
    ],
)
def test_where_another_quote_is_closer_to_the_question_there_is_none(
    question: str, other: Citation, is_given: bool
) -> None:
    best, citation = _cited(LEASE, Span(0, 38), Span(0, 38))
    assert citation.quote == MADE
    assert (short_answer(question, best, citation, [other]) is not None) == is_given


def test_a_quote_of_another_sentence_or_without_the_year_that_is_asked_about_has_none() -> None:
    best, citation = _cited(TEXT, Span(0, 23), Span(54, 77))
    assert short_answer("When was it?", best, citation) is None
    best, citation = _cited(TEXT, Span(0, 23), Span(0, 23))
    assert short_answer("In which month was the drill of 2016?", best, citation) is None
    assert short_answer("In which month was the drill of 2011?", best, citation) is not None


@pytest.mark.parametrize(
    ("question", "text", "proposed", "is_given"),
    [
        ("When does the lease end?", "The lease begins on 1 June 2024.", "1 June 2024", False),
        ("When does the lease begin?", "The lease begins on 1 June 2024.", "1 June 2024", True),
        ("When does the lease begin?", "It begins on 1 June 2024 and ends on 31 May.", "1 June 2024", True),
        ("Who sold the mill?", "The mill was bought by Ada Brandt.", "Ada Brandt", False),
        ("What is the highest fee?", "The lowest fee is 40 euros.", "40 euros", False),
    ],
)
def test_what_a_quote_says_of_the_opposite_is_no_short_answer(
    question: str, text: str, proposed: str, *, is_given: bool
) -> None:
    whole, start = Span(0, len(text)), text.index(proposed)
    best, citation = _cited(text, whole, whole, Span(start, start + len(proposed)))
    assert (short_answer(question, best, citation) is not None) == is_given


def _whole(text: str) -> Passage:
    return Passage("p", "d", "a.txt", "A title", Span(0, len(text)), text)


QUESTIONS = [
    "When was it?", "In what year was it?", "Which month was it?", "How many were there?", "How long did it take?",
    "How much did it cost?", "What percentage was it?", "Who trained the army?", "Where was the army trained?",
    "What is the phone number?", "What is the e-mail address?", "What is the web address?", "What colour is it?",
]  # fmt: skip


@given(st.sampled_from(QUESTIONS), texts.filter(str.strip), st.data())
def test_it_is_always_an_exact_part_of_the_first_quote(question: str, text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    quoted = Span(first, data.draw(st.integers(first + 1, len(text))))
    starts = st.integers(0, len(text) - 1)
    spans = starts.flatmap(lambda start: st.builds(Span, st.just(start), st.integers(start + 1, len(text))))
    proposed = data.draw(st.none() | spans)
    best = ScoredSentence(_whole(text), data.draw(spans), 0.9, 0.9, answer_span=proposed)
    citation = Citation(1, best.passage.document_id, "a.txt", "A title", quoted, quoted.of(text))
    found = short_answer(question, best, citation)
    if found:
        assert quoted.start <= found.span.start < found.span.end <= quoted.end
        assert found.text == found.span.of(text) != ""
