from collections.abc import Callable

import pytest

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.html import read
from qa_bot.ingest.formats.runs import HIDDEN_NOTE, STRUCK_NOTE
from tests.cost import assert_linear

LIMITS = Limits()
SEEN = "<p>It is seen by all who come.</p>"


def page(body: str, style: str = "") -> Extraction:
    return read(f"<!doctype html><html><head><style>{style}</style></head><body>{body}</body></html>".encode(), LIMITS)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>145<sup>3</sup> people", "145 [3] people"),
        ("<p>312<sup><a href='#n4'>4</a></sup> in 1998.<sup>5</sup> It", "312 [4] in 1998.[5] It"),
        ('<p>10<sup class="reference"><a href="#cite_note-2">[2]</a></sup> of 10<sup>6</sup>', "10 [2] of 10^6"),
        (
            "<p>6.02 × <b>10</b><sup>23</sup> of CO<sub>2</sub> on 60 m<sup><small>2</small></sup>",
            "6.02 × 10^23 of CO₂ on 60 m²",
        ),
        ("<p>on the 1<sup>st</sup>, le XIX<sup>e</sup>", "on the 1st, le XIXe"),
        ("<p>45\n<sup>2</sup></p><p>7", "45 [2]\n\n7"),
        ("<p>40 boats<br><sup>2</sup> Of the port", "40 boats\n[2] Of the port"),
        ("<p>31<span style='font-size:60%; vertical-align: super'>2</span> boats", "31 [2] boats"),
        ("<p>31<a role=doc-noteref href='x.html'>2</a> boats", "31 [2] boats"),
    ],
)
def test_raised_figures_are_set_off_from_the_number_before(body: str, text: str) -> None:
    assert page(body).text == text


def test_style_sheets_raise_and_lower_figures() -> None:
    style = "/* .n{} */ .n, i.k { vertical-align: super } .l{vertical-align:sub}"
    assert (
        page("<p>31<span class=n>2</span> of 10<i class=k>5</i>, H<i class=l>2</i>O", style).text
        == "31 [2] of 10^5, H₂O"
    )


def test_small_text_moved_up_or_down_is_raised_or_lowered() -> None:
    style = ".u {font-size: .58em; position: relative; top: -0.33em} .l{position:relative;font-size:70%;bottom:-2px}"
    style += ".nudged {position: relative; top: -1px} .small {font-size: 60%; top: -3em}"
    body = (
        "<p>48<i class=u>2</i> on 340 m<i class=u>2</i>, H<i class=l>2</i>O, 4<i class=nudged>5</i><i class=small>6</i>"
    )
    assert page(body, style).text == "48 [2] on 340 m², H₂O, 456"
    assert page("<p>10<span style='position:relative;top:-4px;font-size:65%'>3</span> W").text == "10^3 W"


@pytest.mark.parametrize("struck", ["<s>45</s>", "<strike>45 </strike>", "<del><b>45</b></del>", "<i class=old>45</i>"])
def test_struck_text_is_left_out_and_noted(struck: str) -> None:
    extract = page(f"<p>The fare was {struck} <ins>38</ins> lira.", "p .old{text-decoration: line-through red}")
    assert extract.text == "The fare was 38 lira."
    assert extract.note == STRUCK_NOTE
    assert page("<p>It is 38 lira <s>or 45</s>.").text == "It is 38 lira."
    assert page(SEEN + "<s> </s>").note == ""


def test_a_page_that_is_struck_as_a_whole_is_read() -> None:
    assert page("<s><p>The tag was never closed.").text == "The tag was never closed."


@pytest.mark.parametrize(
    ("style", "body"),
    [
        (".x{display:none}", "<p class='a x'>unseen</p>"),
        ("p { color: red } #x { visibility : hidden }", "<p id=x>unseen</p>"),
        (
            "/* {} */ div.a > .b, em { color:red; DISPLAY: NONE }",
            "<div class=a><p class=b>unseen</p></div><em>unseen</em>",
        ),
        (".x{display:block} .x{display:none !important}", "<p class=x>unseen</p>"),
    ],
)
def test_what_a_style_sheet_of_the_page_hides_is_no_text(style: str, body: str) -> None:
    assert page(SEEN + body, style).text == "It is seen by all who come."


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ("<p style='display:none'>The draft said fifty boats. It was wrong.</p>", HIDDEN_NOTE),
        ("<p hidden>Nobody is meant to read this rule.</p>", HIDDEN_NOTE),
        ("<p class=x>Nobody is meant to read <b>this rule.</b></p>", HIDDEN_NOTE),
        (
            "<p class=x>Nobody is meant to read this rule.</p><p>Fare: <s>45</s> 38</p>",
            f"{HIDDEN_NOTE}; {STRUCK_NOTE}",
        ),
        ("<p class=x>Open the menu</p>", ""),
        ("<div class=x><script>if (a) { b. c(d e f); } // g h.</script></div>", ""),
        ("<span aria-hidden=true>It is read aloud to nobody at all.</span>", ""),
    ],
)
def test_hidden_sentences_are_noted(body: str, note: str) -> None:
    extract = page(SEEN * 3 + body, ".x { display: none }")
    assert extract.note == note
    assert "Nobody" not in extract.text


@pytest.mark.parametrize(
    "style",
    [
        "@media print { .x { display:none } }",
        "/* .x{display:none} */",
        ".x{display:none} .x{display:block}",
        ".x:hover::after{display:none}",
        "p > .x { display: none",
        ".x{display:inline; -x-display: nonesuch}",
        "p{display:none}",  # all of it: a script shows it
    ],
)
def test_what_a_style_sheet_does_not_hide_from_readers_is_text(style: str) -> None:
    assert page("<p>It is <b class=x>seen</b></p>", style).text == "It is seen"


@pytest.mark.parametrize(
    ("size", "build"),
    [
        (20_000, lambda size: "<sup>1" * size),
        (20_000, lambda size: "<s>1" * size + "</s>" * size + "text"),
        (20_000, lambda size: "<i hidden>1 2 3 4 5. " * size + "</i>" * size + "text"),
        (4_000, lambda size: "10<sup>2</sup>" * size),
        (2_000, lambda size: "<b><b><b><b>10<sup>2</sup>" * size),
        (500, lambda size: ("<i></i>" * 50 + "<sup>2</sup>") * size),
        (100_000, lambda size: "<style>" + "/*" * size + "</style>x"),
        (100_000, lambda size: "<style>" + "{" * size + "</style>x"),
        (4_000, lambda size: "<style>" + "b{display:none}" * size + "</style>" + "<b>x</b>" * (size // 4)),
    ],
    ids=["raised", "struck", "hidden", "powers", "deep", "empty", "comments", "braces", "rules"],
)
def test_the_cost_of_hostile_styles_is_linear(size: int, build: Callable[[int], str]) -> None:
    def work(page: str) -> None:
        read(page.encode(), LIMITS)

    assert_linear(work, build(size // 4), build(size))
