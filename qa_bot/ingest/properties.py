"""What a file states of itself: title, author and date, and the line of the stored text that says them. Pure."""

import re
from dataclasses import dataclass

_LONGEST = 250
"""Characters; a longer title or list of authors is text that a program put there."""

_NO_TITLE = re.compile(
    r"untitled.*|document\s*\d*|word document|microsoft (?:word|powerpoint|excel)\b.*|slide \d+|presentation\d*|title"
    r"|.*\bpowerpoint\b.*|.*\.(?:docx?|rtf|odt|pptx?|xlsx?|pdf|indd|qxd|tex|dvi|html?|txt|tmp)|https?:.*"
    r"|about:blank|[\W\d_]*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"python-docx|openpyxl|un-named|unknown|\(?(?:anonymous|unspecified)\)?|author|admin(?:istrator)?"
    r"|(?:windows |microsoft office )?user|[\W\d_]*",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:D:)?(?P<year>[12]\d{3})-?(?:(?P<month>0[1-9]|1[0-2])-?(?P<day>0[1-9]|[12]\d|3[01])?)?(?!\d{9})")
_TEMPLATE_TIMES = ("2013-12-23T23:15:00", "2013-01-27T09:14:16")  # of the empty files of python-docx and python-pptx
_TEMPLATE_AUTHORS = {"2013-01-27T09:14:16": "Steve Canny"}


@dataclass(frozen=True, slots=True)
class Properties:
    """A file's own title, author and date (``2024-03-05``, ``2024``), each "" where it states none."""

    title: str = ""
    author: str = ""
    date: str = ""

    def line(self, title: str, text: str) -> str:
        """The line that says them: ``Title: …; Author: …; Date: …``.

        It is "" where it would say nothing new: without an author, where ``text`` has the title already. ``title`` is
        the one that the document is shown under, for a file that states none.
        """
        if not self.author and (not self.title or self.title.casefold() in " ".join(text.split()).casefold()):
            return ""
        fields = (("Title", self.title or title), ("Author", self.author), ("Date", self.date))
        return "; ".join(f"{name}: {value}" for name, value in fields if value)


NOTHING = Properties()


def stated(title: str | None = "", author: str | None = "", date: str | None = "") -> Properties:
    """The properties without what programs write by themselves: file names, template titles and template dates.

    Args:
        title: As the file has it.
        author: As the file has it; several may be separated by semicolons.
        date: In any form that begins with the year (ISO 8601, PDF's ``D:20240305…``); another form is left out.
    """
    title, author, date = (" ".join((value or "").split()) for value in (title, author, date))
    author = ", ".join(name for name in map(str.strip, author.split(";")) if name)
    template = next((time for time in _TEMPLATE_TIMES if date.startswith(time)), "")
    if _NO_AUTHOR.fullmatch(author) or len(author) > _LONGEST or author == _TEMPLATE_AUTHORS.get(template):
        author = ""
    if _NO_TITLE.fullmatch(title) or len(title) > _LONGEST:
        title = ""
    return Properties(title, author, "" if template else _day(date))


def _day(date: str) -> str:
    found = _DATE.match(date)
    return "-".join(part for part in found.groups() if part) if found else ""
