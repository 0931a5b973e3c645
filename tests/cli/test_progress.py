import io

from rich.console import Console

from qa_bot.cli.progress import progress_bar
from qa_bot.store.reports import Progress

RUN = [
    Progress("reading", "a\x1b[31m.pdf", 3, 40),
    Progress("embedding", "a [bold]name[/bold].txt", 40, 40, 1200, 3400, rate=38.2, seconds_left=57.6),
    Progress("writing", "", 40, 40, 3400, 3400, rate=38.2),
]


def drawn(is_terminal: bool) -> str:
    output = io.StringIO()
    console = Console(file=output, force_terminal=is_terminal, width=160, color_system=None)
    with progress_bar(console) as on_progress:
        for progress in RUN:
            on_progress(progress)
            if is_terminal:
                assert console._live_stack
                console._live_stack[-1].refresh()
    return output.getvalue()


def test_a_terminal_shows_files_passages_rate_and_time_left() -> None:
    text = drawn(is_terminal=True)
    assert "Reading" in text
    assert "3 of 40 · a\ufffd[31m.pdf" in text
    assert "1,200 of 3,400 · 38 passages/s · 58 s left · a [bold]name[/bold].txt" in text
    assert "Writing" in text
    assert "\x1b[31m" not in text


def test_nothing_is_drawn_without_a_terminal() -> None:
    assert drawn(is_terminal=False) == ""
