"""The file of the report: checked before the evaluation, written after it."""

import errno
from pathlib import Path

from qa_bot.errors import QaBotError, translated_errors
from qa_bot.store import atomic_files


def check_report(report: Path, questions: Path) -> None:
    """Check that a report can be written, before the questions are asked.

    Raises:
        QaBotError: it cannot, or it would replace the file of questions.
    """
    with translated_errors(QaBotError, f"The report {report} cannot be written"):
        if report.exists() and report.samefile(questions):
            raise QaBotError(f"The report {report} would replace the questions: name another file.")
        target = report.resolve()
        if target.exists() and not target.is_file():
            raise OSError(errno.EINVAL, "it is not a file")
        probe = target.with_name(f"{target.name}.writing")
        probe.touch()
        probe.unlink()


def write_report(report: Path, text: str) -> None:
    """Write a report completely or not at all; a link to it remains a link.

    Raises:
        QaBotError: it cannot be written.
    """
    with translated_errors(QaBotError, f"The report {report} cannot be written"):
        atomic_files.write(report.resolve(), text.encode("utf-8"))
