import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.ingest.formats.runs import Run, written

LOOKS = {"^{": {"is_raised": True}, "_{": {"is_lowered": True}, "~{": {"is_struck": True}}
NOTE = {"is_raised": True, "is_note": True}


def runs_of(marked: str) -> list[Run]:
    """``10^{6}`` is raised, ``H_{2}O`` lowered, ``~{old}`` struck, ``x^[3]`` refers to a note."""
    pieces = re.findall(r"([\^_~]\{)([^}]*)\}|\^\[([^\]]*)\]|([^\^_~]+)", marked)
    return [
        Run(plain or note or said, **(LOOKS.get(look) or (NOTE if note else {}))) for look, said, note, plain in pieces
    ]


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("145^{3} people", "145 [3] people"),
        ("4,200^{3,4} people", "4,200 [3,4] people"),
        ("in 1998.^{5} Its deck", "in 1998.[5] Its deck"),
        ("in 2019^{12}, the mill", "in 2019 [12], the mill"),
        ("the bay^{1} is", "the bay[1] is"),
        ("bay^{1}^[,2] is", "bay[1][2] is"),
        ("rose by 30%^{2}", "rose by 30%[2]"),
        ("312^[[7]] ships", "312 [7] ships"),
        ("10^[6] members", "10 [6] members"),
        ("10^{6} watts", "10^6 watts"),
        ("6.02 × 10^{23} atoms", "6.02 × 10^23 atoms"),
        ("10^{−9} m", "10^−9 m"),
        ("110^{6} people", "110 [6] people"),
        ("2^{10} bytes", "2^10 bytes"),
        ("3 × 5^{4}", "3 × 5^4"),
        ("2^{n} ways", "2^n ways"),
        ("2^{n-1} ways", "2^(n-1) ways"),
        ("900 m^{2}.", "900 m²."),
        ("5 kg/m^{3} and 9.8 m s^{-2}", "5 kg/m³ and 9.8 m s⁻²"),
        ("E = mc^{2}", "E = mc²"),
        ("x^{2} + y^{2}", "x² + y²"),
        ("(a + b)^{2}", "(a + b)²"),
        ("Ca^{2+} ions", "Ca²⁺ ions"),
        ("dated by ^{14}C", "dated by ¹⁴C"),
        ("^{3} Including the annex", "[3] Including the annex"),
        ("1^{st} of May, 2^{nd}, 3^{rd}, 19^{th}", "1st of May, 2nd, 3rd, 19th"),
        ("le XIX^{e} siècle, M^{me} Roux, n^{o} 5", "le XIXe siècle, Mme Roux, no 5"),
        ("Word^{TM} and 40^{*} more", "WordTM and 40* more"),
        ("145^{a} heads", "145 [a] heads"),
        ("20^{o}C", "20°C"),
        ("$9^{99} each", "$9.99 each"),
        ("1^{1}/_{2} cups", "1 1/2 cups"),
        ("CO_{2} and H_{2}SO_{4}", "CO₂ and H₂SO₄"),
        ("SO_{4}^{2−}", "SO₄²⁻"),
        ("1101_{2}", "1101_2"),
        ("10^{6}5", "10^6 5"),
        ("145^{ 3 }people", "145 [3] people"),
        ("v_{max} is", "vmax is"),
    ],
)
def test_a_raised_or_lowered_figure_is_no_digit_of_the_number_before(marked: str, text: str) -> None:
    assert written(runs_of(marked)) == text


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("costs ~{45} 38 lira", "costs 38 lira"),
        ("takes ~{50 }35 minutes", "takes 35 minutes"),
        ("38 lira ~{or 45}.", "38 lira."),
        ("~{Closed. }Open.", "Open."),
        ("all~{most}", "all"),
        ("First.~{ Old. }New.", "First. New."),
        ("one ~{two} ~{three} four", "one four"),
    ],
)
def test_struck_runs_are_left_out(marked: str, text: str) -> None:
    assert written(runs_of(marked)) == text


def test_figures_that_come_in_several_runs_are_one() -> None:
    assert (
        written([Run("6 × 10"), Run("2", is_raised=True), Run("3", is_raised=True), Run(" atoms")]) == "6 × 10^23 atoms"
    )


@given(st.integers(0, 10**6), st.integers(0, 999), st.booleans())
def test_no_number_grows_by_its_mark(number: int, mark: int, is_raised: bool) -> None:
    text = written([Run(f"About {number}"), Run(str(mark), is_raised=is_raised, is_lowered=not is_raised), Run(" of")])
    assert str(number) == "".join(char for char in text[6:] if char in "0123456789^_ ")[: len(str(number))]
    assert not text[6 + len(str(number))].isalnum()
