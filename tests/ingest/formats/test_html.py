import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.html import read
from tests.cost import assert_linear
from tests.ingest.formats import made_pages

LIMITS = Limits()


def page(body: str, head: str = "") -> Extraction:
    return read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), LIMITS)


def sections(extract: Extraction) -> list[tuple[str, str]]:
    return [(place.name, place.span.of(extract.text)) for place in extract.places]


@pytest.mark.parametrize(
    ("source", "says", "around"),
    [
        (made_pages.NEWS, made_pages.NEWS_SAYS, made_pages.NEWS_AROUND),
        (made_pages.HANDBOOK, made_pages.HANDBOOK_SAYS, made_pages.HANDBOOK_AROUND),
        (made_pages.QUESTION, made_pages.QUESTION_SAYS, made_pages.QUESTION_AROUND),
        (made_pages.ENCYCLOPEDIA, made_pages.ENCYCLOPEDIA_SAYS, made_pages.ENCYCLOPEDIA_AROUND),
        (made_pages.OLD, made_pages.OLD_SAYS, ()),
        (made_pages.TABLE, made_pages.TABLE_SAYS, ()),
        (made_pages.RESTAURANT, made_pages.RESTAURANT_SAYS, ("Closed",)),
        (made_pages.DIRECTORY, made_pages.DIRECTORY_SAYS, ()),
    ],
    ids=["news", "handbook", "question", "encyclopedia", "old", "table", "restaurant", "directory"],
)
def test_a_page_is_read_without_boilerplate(source: str, says: tuple[str, ...], around: tuple[str, ...]) -> None:
    text = read(source.encode(), LIMITS).text
    assert [part for part in says if part not in text] == []
    assert [part for part in around if part in text] == []


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>unseen</p>",
        '<p style="color: red; display : none">unseen</p>',
        '<div style="VISIBILITY:hidden">unseen</div>',
        '<div aria-hidden="true"><p>unseen</p></div>',
        '<span class="big sr-only">unseen</span>',
        "<script>unseen</script><noscript>unseen</noscript><template>unseen</template>",
        "<svg><text>unseen</text></svg><iframe>unseen</iframe><!-- unseen -->",
        '<input value="unseen"><select><option>unseen</select><textarea>unseen</textarea>',
        '<img alt="unseen" src="x" title="unseen"><button>unseen</button><dialog>unseen</dialog>',
    ],
)
def test_what_no_reader_sees_is_no_text(hidden: str) -> None:
    assert page(f"<p>It is seen.</p>{hidden}").text == "It is seen."


@pytest.mark.parametrize(
    "seen", ['<p aria-hidden="false">x</p>', '<p style="border: none">x</p>', "<p class='hidden-gem'>x"]
)
def test_apparently_hidden_text_is_read(seen: str) -> None:
    assert page(f"<p>It is seen.</p>{seen}").text == "It is seen.\n\nx"


def test_each_heading_begins_a_section_at_its_offset() -> None:
    extract = page(
        "<h1> The <em>war</em> </h1><p>It ended.</p><h3>The\n war</h3>Again.<h2> </h2><ul><li><h4>So</h4>it was"
    )
    assert sections(extract) == [
        ("section “The war”", "The war\n\nIt ended.\n\n"),
        ("section “The war”", "The war\n\nAgain.\n\n  • "),
        ("section “So”", "So\n\n    it was"),
    ]
    assert [place.number for place in extract.places] == [1, 2, 3]


def test_the_marks_that_find_headings_cannot_be_forged() -> None:
    extract = page("<p>one \ue0000\ue001 two &#xE000;1&#xE001; three</p><h1>Head</h1>", "<title>\ue0007\ue001</title>")
    assert sections(extract) == [("section “Head”", "Head")]


def test_a_page_s_title_is_its_heading_or_else_its_head_s_title() -> None:
    assert page("<h1>The  second <em>war</em></h1><p>x", "<title>Site – the war</title>").title == "The second war"
    assert page("<h2>The second war</h2><p>x", "<title>Site –\n the war</title>").title == "Site – the war"
    assert page("<h1> </h1><p>x", "<title>The war</title>").title == "The war"
    assert page("<p>x").title == ""


def test_of_two_headings_the_one_that_the_head_repeats_is_the_title() -> None:
    assert read(made_pages.NEWS.encode(), LIMITS).title == "War ends in autumn"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "windows-1252", "windows-1254", "utf-16", "shift_jis", "koi8-r"]
)
def test_a_page_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    said = {"shift_jis": "東京は日本", "koi8-r": "Война", "windows-1254": "Işıklar"}.get(encoding, "Straße nach Köln")
    for meta in ("<meta charset='{}'>", '<META http-equiv=Content-Type content="text/html; charset={}">'):
        source = f"<html><head>{meta.format(encoding.removesuffix('-sig'))}</head><body><p>{said}</p></body>"
        assert read(source.encode(encoding), LIMITS).text == said


@pytest.mark.parametrize(
    ("name", "encoding", "said"),
    [("Shift_JIS", "cp932", "髙橋さんは①番"), ("euc-kr", "cp949", "펲시콜라"), ("gb2312", "gb18030", "朱镕基")],
)
def test_a_page_is_read_in_the_encoding_that_browsers_take_for_the_one_it_names(
    name: str, encoding: str, said: str
) -> None:
    assert read(f"<meta charset={name}><p>{said}".encode(encoding), LIMITS).text == said


def test_a_page_that_names_no_encoding_or_a_wrong_one_is_read_by_what_it_holds() -> None:
    assert read("<p>Türkiye'nin ışıkları söndü, şehir karanlıkta".encode("cp1254"), LIMITS) == Extraction(
        "Türkiye'nin ışıkları söndü, şehir karanlıkta", note="read as windows-1254 text"
    )
    assert read("<meta charset=latin-1><p>Köln".encode(), LIMITS).text == "Köln"
    assert read("<meta charset=nonsense><p>Köln liegt am Rhein".encode("latin-1"), LIMITS).text == "Köln liegt am Rhein"


def test_character_references_are_decoded() -> None:
    extract = page("<p>Türkiye &amp; Azerbaijan signed it on June&nbsp;15 &ndash; &#x2013; &lt;kept&gt; a&shy;b.</p>")
    assert extract.text == "Türkiye & Azerbaijan signed it on June\xa015 – – <kept> ab."


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<body><script>x</script></body>", b"<nav>menu</nav>", b"\0"])
def test_a_page_without_text_gives_an_empty_extraction(data: bytes) -> None:
    assert read(data, LIMITS).text.strip() == ""


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_no_page(seed: int) -> None:
    with pytest.raises(FileUnreadable, match="it is not text"):
        read(random.Random(seed).randbytes(500), LIMITS)


def test_nul_bytes_are_passed_over_as_browsers_do() -> None:
    assert read(b"<p>The w\0ar ended in K\xf6ln.", LIMITS).text == "The war ended in Köln."


def test_lists_that_are_nested_too_deep_are_left_out() -> None:
    """Each step indents: 3,000 steps were 9 MB of spaces."""
    text = page("<ul><li>item" * 3_000).text
    assert 30 < text.count("item") < 40


TAGS = "div p h1 h2 ul li table tr td a b span section article main nav form pre br svg template option title".split()
SOUP = st.lists(
    st.one_of(
        st.sampled_from(TAGS).map("<{}>".format),
        st.sampled_from(TAGS).map("</{}>".format),
        st.sampled_from(
            ['<div class="menu">', '<p hidden="">', "<a href='x'>", "<!--", "-->", "<![CDATA[", "&#0;", "&#xD800;"]
        ),
        st.text(max_size=12),
    ),
    max_size=40,
).map("".join)


@given(SOUP)
def test_any_soup_of_tags_gives_text_that_can_be_stored_and_sections_in_order(soup: str) -> None:
    extract = read(soup.encode("utf-8", "replace"), LIMITS)
    assert extract.text.encode().decode() == extract.text
    assert "\0" not in extract.text
    for before, after in pairwise(extract.places):
        assert before.span.end == after.span.start
    assert all(place.span.of(extract.text).strip() for place in extract.places)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    try:
        is_fine = "\0" not in read(data, LIMITS).text
    except FileUnreadable as error:
        is_fine = len(str(error).splitlines()) == 1
    assert is_fine


@pytest.mark.parametrize(
    "source",
    [
        "<div class=menu>" * 20_000 + "text",
        "<b><i><p><table><td>x" * 4_000,
        "<ul><li><a>x" * 10_000,
        "<h1>a" * 20_000,
        "<p>word" * 50_000,
        "<p>" + "word " * 1_000_000,
        "<p class='" + "menu " * 200_000 + "'>x",
        "<meta " * 100_000 + "\xe9",
    ],
    ids=lambda source: source[:12],
)
def test_the_cost_of_a_page_that_is_made_to_hurt_grows_with_its_length_alone(source: str) -> None:
    def work(page: str) -> None:
        assert len(read(page.encode("latin-1"), LIMITS).text) <= len(page)

    assert_linear(work, source[: len(source) // 4], source)
