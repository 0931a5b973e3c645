"""What is on the topic but not answered is near; what is said in other words, and two things at once, are answered."""

from collections.abc import Iterator

import pytest

from qa_bot.bot import Bot
from tests.conftest import indexed, written

PAPERS = {
    "rowing.md": """# Statutes of the Gannet Rowing Club

## Name

The club is called Gannet Rowing Club. It has its seat in Westhaven.

## Boats

Racing shells may be taken out by members who have passed the steering test.
""",
    "plum-cake.txt": """Plum cake

Serves twelve. Bake it for fifty minutes at 180 degrees. It can be frozen for two months.
""",
    "ward.txt": """Visiting the wards

Visitors are welcome from half past two until seven in the evening. Two visitors at a time may sit with a patient.

Sister Odile Marchand is in charge of the children's ward. Lost property is looked after by the porters.
""",
    "spain.txt": """Leave policy, Spain

Employees in Spain have 23 days of holiday. Sickness is reported to Lucía Prado.
""",
    "fair.txt": """Letter to parents

The spring fair takes place on Saturday 5 April in the gym. Doors open at 11 and close at 3.
""",
}


PAPERS |= {
    "sauna.md": """# Sauna rules

## What must I bring?

- a large towel
- sandals
- a coin for the locker

## Who cleans the cabins?

The evening team does.
""",
    "codes.md": """# Errors of the gateway

## 413

The file is too large. Split it into parts.

## 429

Too many requests. Wait for a minute.
""",
    "plots.txt": """Plots of the allotment

Plot 31 is free. It has an old pear tree and a shed. The rent is 85 euros a year.
""",
}
PAPERS |= {
    "court.md": """# House rules, Linden Court

The lift was installed in 1998. The first floor has four offices, and the second floor is let to a dentist.

Dr. Helga Brandt bought the building. She studied architecture in Graz. The caretaker, Tomas Weil, empties
the bins on Mondays.
""",
    "cup.txt": """Harbour Cup, results

The first prize was a silver jug; the second prize was a hamper of jam. The 4th race was cancelled because of fog.

Captain Ingrid Sollerud steered the winning boat. She has rowed since she was eleven.
The cup was founded by the brewery Ostmann.
""",
    "minutes.txt": """Minutes of the board

Who misses a meeting sends a note from the third time on.
The treasurer said that the reserve is small. Nobody had brought the keys of the safe, so that it stayed closed.

The architect reported on the roof. The secretary said that the letters had been sent.
""",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from indexed(written(PAPERS, tmp_path_factory), tmp_path_factory)


@pytest.mark.parametrize(
    "question",
    [
        "Who founded the rowing club?",  # the cup was founded, by a brewery
        "Who is the owner of the rowing club?",
        "How long does the cheese cake bake?",
        "How many calories does the plum cake have?",
        "How many beds does the children's ward have?",
        "Where was Odile Marchand's husband born?",
        "How old is Odile Marchand?",
        "How many days of holiday do employees in Portugal have?",
        "When is the autumn fair?",
        "Who rents the third floor?",
        "What was the third prize?",
        "Where did Carla Dunn study architecture?",
        "In which month was the lift installed?",
    ],
)
def test_what_no_document_says_is_not_answered_by_what_is_nearest(bot: Bot, question: str) -> None:
    assert not bot.ask(question).found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who runs the children's ward?", "Odile Marchand"),
        ("Who looks after things that were lost?", "porters"),
        ("How many people does the cake serve?", "Serves twelve"),
        ("Who may use the racing boats?", "passed the steering test"),
        ("Who do I tell when I am ill in Spain?", "Lucía Prado"),
        ("When is the fair in spring?", "5 April"),
        ("What must I bring to the sauna?", "- a large towel - sandals - a coin for the locker"),
        ("What should I do about error 413?", "The file is too large. Split it into parts."),
        ("What is the rent of plot 31?", "85 euros"),
        ("What was the 2nd prize?", "hamper of jam"),
        ("What happened to the fourth race?", "fog"),
        ("Do I have to send a note for the first meeting that I miss?", "from the third time on"),
        ("Where did Helga Brandt study?", "Graz"),
        ("Since when has Ingrid Sollerud rowed?", "since she was eleven"),
    ],
)
def test_what_is_said_in_other_words_is_answered(bot: Bot, question: str, answer: str) -> None:
    found = bot.ask(question)
    assert found.found
    assert answer in found.statements[0].text


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("When is the spring fair and when do the doors open?", ("5 April", "Doors open at 11")),
        ("Who is in charge of the children's ward and who looks after lost property?", ("Odile Marchand", "porters")),
        ("What did the treasurer and the secretary each say?", ("the reserve is small", "the letters had been sent")),
    ],
)
def test_both_of_two_questions_are_answered(bot: Bot, question: str, answers: tuple[str, str]) -> None:
    found = bot.ask(question)
    assert found.found
    assert all(any(answer in statement.text for statement in found.statements) for answer in answers)
    assert [one.number for one in found.citations] == list(range(1, len(found.citations) + 1))
    assert {number for one in found.statements for number in one.numbers} == {one.number for one in found.citations}


def test_two_questions_of_which_one_is_not_answered_are_asked_as_one(bot: Bot) -> None:
    whole = bot.ask("When is the spring fair and who founded the rowing club?")
    assert whole.searched == whole.question
