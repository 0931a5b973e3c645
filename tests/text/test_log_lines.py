"""Lines of a log, each a sentence and paragraph of its own."""

import pytest

from qa_bot.text.paragraphs import is_heading
from qa_bot.text.sentences import paragraphs, sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    "lines",
    [
        ["2024-02-17 08:17:00 INFO service started", "2024-02-17 08:17:05,120 WARN Disk is full. Free some space."],
        ["[12:00:01] pump 2 off", "[12:00:09] pump 2 on. Pressure rises.", "[12:03] Ann: who did that?"],
        ["Feb 17 08:17:00 host sshd[77]: accepted key", "Feb  7 08:18:00 host sshd[77]: session closed"],
        ["Sat Feb 17 2024 08:17:00 boot", "<34>Feb 17 08:18:00 host su: failed"],
        ["1708157820 backup begins", "1708157820123 backup ends", "[1708157821.5] all done"],
        ["17.02.2024 08:17 Tor offen", "17/02/2024, 08:18 Tor zu", "2024/02/17 08:19:00 ok"],
        [
            '10.0.0.7 - ann [17/Feb/2024:08:17:00 +0100] "GET /"',
            '10.0.0.8 - - [17/Feb/2024:08:18:00 +0100] "GET /a. B"',
        ],
        ["2024-02-17T08:17:00Z a message that goes on to the end of a long line and then", "2024-02-17T08:18:00Z b"],
        ["2024-02-17 08:17:00 the next is kept on the list of", "2024-02-17 08:18:00 another"],
        ["08:17:00.250 gate open", "08:17:01 gate closed"],
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n\n"])
def test_each_line_of_a_log_is_one_sentence_and_paragraph(lines: list[str], line_end: str) -> None:
    text = line_end.join(lines)
    assert [[span.of(text) for span in paragraph] for paragraph in paragraphs(text)] == [[line] for line in lines]
    assert not any(is_heading(line) for line in lines)


def test_a_line_without_a_time_belongs_to_the_line_of_a_log_before_it_only_where_it_continues_that() -> None:
    text = "2024-02-17 08:17:00 ERROR no route to the host\nand no other is known\nTraceback of the call\n\nNotes"
    assert split(text) == [
        "2024-02-17 08:17:00 ERROR no route to the host\nand no other is known",
        "Traceback of the call",
        "Notes",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The engines of the ship were started by the crew on the\n2024-02-17 08:17:00 mark of the log, as was usual.",
        "All who came to the meeting of the board were asked to be\n2024 times as careful as they had been before.",
        "The contract of the harbour works was signed by both on the\n17.02.2024 and it came into force then.",
    ],
)
def test_a_date_at_the_beginning_of_a_wrapped_line_ends_no_sentence(text: str) -> None:
    assert split(text) == [text]
