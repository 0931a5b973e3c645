"""Marks of lists and numbered headings in ODT."""

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats import odt
from tests.ingest.formats import samples


def level(depth: int, number_format: str, more: str = "", kind: str = "list-level-style-number") -> str:
    return f'<text:{kind} text:level="{depth}" style:num-format="{number_format}" {more}/>'


STYLES = f"""
<text:list-style style:name="Rules">{level(1, "1", 'style:num-suffix="."')}{level(2, "1", 'text:display-levels="2"')}
{level(3, "a", 'style:num-prefix="(" style:num-suffix=")"')}</text:list-style>
<text:list-style style:name="Parts">{level(1, "I", 'text:start-value="3" style:num-suffix="."')}{level(2, "")}
</text:list-style><text:list-style style:name="Native">{level(1, "一, 二, 三, ...")}</text:list-style>
<text:outline-style>{level(1, "A", "", "outline-level-style")}
{level(2, "1", 'text:display-levels="2"', "outline-level-style")}</text:outline-style>
<style:style style:name="Bare" style:list-style-name=""/><style:style style:name="Own" style:parent-style-name="Bare"/>
"""


def lines(body: str) -> list[str]:
    """Return the paragraphs of a text with this body, in which ``l``, ``i``, ``p`` and ``h`` stand for elements."""
    for short, name in (("l", "list"), ("i", "list-item"), ("p", "p"), ("h", "h")):
        body = body.replace(f"<{short}>", f"<text:{name}>").replace(f"</{short}>", f"</text:{name}>")
        body = body.replace(f"<{short} ", f"<text:{name} ")
    extraction = odt.read(samples.odf("text", body, STYLES, "", {}), Limits())
    return extraction.text.split("\n\n")


def test_numbers_of_several_levels_are_written_as_displayed() -> None:
    inner = "<l><i><p>deep</p><l><i><p>deeper</p></i></l></i><i><p>again</p></i></l>"
    body = f'<l text:style-name="Rules"><i><p>one</p>{inner}</i><i><p>two</p>{inner}</i></l>'
    assert lines(body) == [
        *("1. one", "1.1 deep", "(a) deeper", "1.2 again"),
        *("2. two", "2.1 deep", "(a) deeper", "2.2 again"),
    ]


def test_a_list_that_goes_on_keeps_the_numbers_of_all_its_levels() -> None:
    first = '<l xml:id="a" text:style-name="Rules"><i><p>one</p><l><i><p>deep</p></i></l></i></l><p>Between.</p>'
    on = 'text:continue-list="a" text:style-name="Rules"'
    assert lines(f"{first}<l {on}><i><l><i><p>next</p></i></l></i></l>")[-1] == "1.2 next"
    assert lines(f'{first}<l {on}><i text:start-value="7"><p>next</p></i><i><p>last</p></i></l>')[-2:] == [
        "7. next",
        "8. last",
    ]
    assert lines(f'{first}<l text:style-name="Rules"><i><p>new</p></i></l>')[-1] == "1. new"


def test_a_list_begins_with_its_first_number_and_a_level_without_format_has_no_mark() -> None:
    header = "<text:list-header><p>Before</p></text:list-header>"
    body = f'<l text:style-name="Parts">{header}<i><p>one</p><l><i><p>plain</p></i></l></i><i><p>two</p></i></l>'
    assert lines(body) == ["Before", "III. one", "plain", "IV. two"]
    assert lines('<l text:style-name="Native"><i><p>one</p></i></l>') == ["- one"]


def test_headings_have_the_numbers_of_the_outline() -> None:
    def heading(text: str, depth: int, more: str = "") -> str:
        return f'<h text:outline-level="{depth}" {more}>{text}</h>'

    body = heading("One", 1) + heading("Deep", 2) + heading("Also", 2) + heading("Two", 1) + heading("Deep", 2)
    assert lines(body) == ["A One", "A.1 Deep", "A.2 Also", "B Two", "B.1 Deep"]
    plain = heading("Foreword", 1, 'text:is-list-header="true"') + heading("Thanks", 1, 'text:style-name="Own"')
    assert lines(plain + heading("One", 1)) == ["Foreword", "Thanks", "A One"]
    in_list = f'<l text:style-name="Rules"><i>{heading("Listed", 1)}</i></l>'
    assert lines(heading("One", 1) + in_list) == ["A One", "1. Listed"]
