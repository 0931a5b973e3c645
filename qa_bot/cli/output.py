"""The output of the command line: JSON for scripts, and lines for people."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from qa_bot.answer.differences import lead_in
from qa_bot.answer.short_answer import short_answer_fields
from qa_bot.answer.state_lines import quoted_in, state_lines, unsupported_note
from qa_bot.chats.comparison_table import NOTHING_SAID, differing_words, near_note
from qa_bot.models.llm.presence import ModelStatus
from qa_bot.records import Answer, Citation, Compared, Comparison, Difference, Hit, Statement
from qa_bot.store.reports import IndexedFile, IndexReport, Status
from qa_bot.text.wording import counted, duration, printable, shorten

_LISTED = 50
_EXCERPT_CHARACTERS = 160


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as ``ask --json`` prints it.

    ``short_answer`` only where one was found, ``differences`` only where documents differ, ``occurrences`` only where
    passages were counted, ``comparison`` only where documents are compared, ``matches`` only where every place is asked
    for, ``model`` where one was asked to write, and ``problem`` where it wrote no answer.
    """
    plain = {
        "question": answer.question,
        "searched": answer.searched,
        "found": answer.found,
        "state": answer.state,
        "intent": answer.intent,
        "missing": list(answer.missing),
        "confidence": round(answer.confidence, 4),
        "mode": answer.mode,
        "answer": answer.text,
        **({"short_answer": short_answer_fields(answer)} if answer.short_answer else {}),
        "statements": [_statement_json(statement) for statement in answer.statements],
        "citations": [_citation_json(citation, answer.question) for citation in answer.citations],
        "passages": [_hit_json(hit) for hit in answer.hits],
        "seconds": round(answer.seconds, 4),
    }
    differences = [_difference_json(difference) for difference in answer.differences]
    model = {"model": answer.model} if answer.model else {}
    model |= {"problem": answer.problem} if answer.problem else {}
    occurrences = {"occurrences": asdict(answer.occurrences)} if answer.occurrences else {}
    comparison = {"comparison": _comparison_json(answer.comparison, answer)} if answer.comparison else {}
    spans = [{"number": one.number, "start": one.span.start, "end": one.span.end} for one in answer.matches]
    matches = {"matches": spans} if spans else {}
    return plain | model | occurrences | comparison | matches | ({"differences": differences} if differences else {})


def _statement_json(statement: Statement) -> dict[str, Any]:
    numbers = list(statement.numbers)
    plain = {"text": statement.text, "citations": numbers, "numbers": numbers}  # "numbers": the earlier name
    reason = {"reason": statement.reason} if statement.reason else {}
    return plain | {"supported": statement.is_supported} | reason


def _citation_json(citation: Citation, question: str) -> dict[str, Any]:
    """Return a citation; ``language`` only where it is not the question's."""
    plain = {
        "number": citation.number,
        "source": citation.source,
        "document_id": citation.document_id,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
    }
    place = {"place": citation.place} if citation.place else {}
    language = {"language": citation.language} if quoted_in(question, citation) else {}
    return plain | place | ({} if citation.page is None else {"page": citation.page}) | language


def _difference_json(difference: Difference) -> dict[str, Any]:
    sides = [{"number": side.number, "words": side.words} for side in difference.sides]
    return {"point": difference.point, "sides": sides}


def _comparison_json(comparison: Comparison, answer: Answer) -> dict[str, Any]:
    points = [[_compared_json(one, answer) for one in cells] for cells in comparison.points]
    return {"point": comparison.point, "points": points, "left_out": comparison.left_out}


def _compared_json(compared: Compared, answer: Answer) -> dict[str, Any]:
    """Return what a document says; ``differing`` are offsets into its text with the words there."""
    words = differing_words(answer, compared)
    return {
        "source": compared.source,
        "document_id": compared.document_id,
        "title": compared.title,
        "state": compared.state,
        "number": compared.number,
        "differing": [
            {"start": span.start, "end": span.end, "words": text}
            for span, text in zip(compared.differing, words, strict=True)
        ],
    }


def _hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "source": hit.passage.source,
        "start": hit.passage.span.start,
        "end": hit.passage.span.end,
        "score": round(hit.score, 4),
        "ranks": dict(hit.ranks),
    }


def report_json(report: IndexReport) -> dict[str, Any]:
    """Return a report as ``index --json`` prints it; ``notes``, ``rebuilt`` and ``hint`` only where not empty."""
    plain = {
        "added": list(report.added),
        "changed": list(report.changed),
        "renamed": [list(pair) for pair in report.renamed],
        "removed": list(report.removed),
        "failed": list(map(asdict, report.failed)),
        "unchanged": report.unchanged,
        "documents": report.documents,
        "passages": report.passages,
        "embedded": report.embedded,
        "generation": report.generation,
        "seconds": round(report.seconds, 3),
    }
    notes = [asdict(note) | {"note": note.text} for note in report.notes]  # "note": the earlier name of "text"
    said = {"rebuilt": report.rebuilt, "hint": report.hint}
    return plain | ({"notes": notes} if notes else {}) | {name: text for name, text in said.items() if text}


def status_json(status: Status, model: ModelStatus | None = None) -> dict[str, Any]:
    """Return a status as ``status --json`` prints it; ``damage``, ``hint`` and ``llm`` only where there are any."""
    pending = status.pending
    damage = {name: text for name, text in (("damage", status.damage), ("hint", status.hint)) if text}
    llm = {"llm": asdict(model)} if model else {}
    return (
        damage
        | llm
        | {
            "generation": status.generation,
            "documents": status.documents,
            "passages": status.passages,
            "indexed_at": status.indexed_at,
            "model": status.model,
            "pending": {"added": len(pending.added), "changed": len(pending.changed), "removed": len(pending.removed)},
            "failed": list(map(asdict, status.failed)),
            "files": list(map(asdict, status.files)),
        }
    )


def answer_lines(answer: Answer, files: Sequence[IndexedFile] = ()) -> list[str]:
    """Return an answer for people: what is said of it, its statements with their marks, and their citations.

    ``files`` are listed where the question asks which documents there are.
    """
    if answer.intent == "documents":
        return _document_lines(files)
    lines = [printable(line) for line in state_lines(answer)]
    if answer.intent == "occurrences":
        if answer.citations:
            return lines + [f"  {_source(one)}: {_excerpt(one.quote)}" for one in answer.citations]
        return lines + [f"  {_place(hit)}: {_excerpt(hit.passage.text)}" for hit in answer.hits]
    if answer.comparison:
        return lines + [_compared_line(one, answer) for cells in answer.comparison.points for one in cells]
    if not answer.found:
        return lines + [f"  “{printable(one.quote)}” ({_source(one)})" for one in answer.citations]
    lines += _statement_lines(answer)
    sources = {citation.number: citation.source for citation in answer.citations}
    for difference in answer.differences:
        sides = (
            f"“{printable(side.words)}” ({printable(sources[side.number])}) [{side.number}]"
            for side in difference.sides
        )
        lines += ["", f"{lead_in(difference)} {'; '.join(sides)}"]
    lines.append("")
    return lines + [_citation_line(one, answer.question) for one in answer.citations]


def _citation_line(citation: Citation, question: str) -> str:
    language = quoted_in(question, citation)
    return f"[{citation.number}] {printable(citation.title)} ({_source(citation)}{language and f'; {language}'})"


def _compared_line(compared: Compared, answer: Answer) -> str:
    """Return what a document says, with the words in which it differs: ``Lease North: “…” differs in: six months``."""
    cited = answer.citation(compared.number)
    if cited is None:
        return f"  {printable(compared.title)}: {NOTHING_SAID}"
    words = "; ".join(differing_words(answer, compared))
    note = near_note(answer, compared) or (f"differs in: {words}" if words else "")
    return f"  {printable(f'{compared.title}: “{cited.quote}” ({_source(cited)}) {note}'.rstrip())}"


def statement_line(statement: Statement) -> str:
    """Return a statement with its marks, or with why it has none."""
    if not statement.is_supported:
        return printable(f"{statement.text} ({unsupported_note(statement)})")
    return printable(f"{statement.text} {''.join(f'[{number}]' for number in statement.numbers)}")


def _document_lines(files: Sequence[IndexedFile]) -> list[str]:
    """Return the first 50 documents by title, file name and number of passages, and how many there are."""
    lines = [
        f"  {printable(file.title)} ({printable(file.source)}, {counted(file.passages, 'passage')})"
        for file in files[:_LISTED]
    ]
    more = [f"  and {counted(len(files) - _LISTED, 'other')}"] if len(files) > _LISTED else []
    return [f"{counted(len(files), 'document')}:" if files else "There are no documents.", *lines, *more]


def _statement_lines(answer: Answer) -> Iterator[str]:
    """Yield the short answer, if there is one, and the statements, each with its marks."""
    if answer.short_answer:
        yield from (f"{printable(answer.short_answer.text)} [1]", "")
    yield from map(statement_line, answer.statements)


def _source(citation: Citation) -> str:
    place = f"{citation.place}, " if citation.place else ""
    return printable(f"{citation.source}, {place}characters {citation.span.start} to {citation.span.end}")


def _place(hit: Hit) -> str:
    return printable(f"{hit.passage.source}, characters {hit.passage.span.start} to {hit.passage.span.end}")


def _excerpt(text: str) -> str:
    return shorten(printable(text), _EXCERPT_CHARACTERS)


def report_lines(report: IndexReport) -> list[str]:
    """Return a line for each file that differs, and a summary."""
    lines = [f"{report.rebuilt}: the index was rebuilt."] if report.rebuilt else []
    lines += [f"added    {printable(source)}" for source in report.added]
    lines += [f"changed  {printable(source)}" for source in report.changed]
    lines += [f"renamed  {printable(old)} to {printable(new)}" for old, new in report.renamed]
    lines += [f"removed  {printable(source)}" for source in report.removed]
    lines += [f"failed   {printable(failure.source)}: {printable(failure.reason)}" for failure in report.failed]
    lines += [f"note     {printable(note.source)}: {printable(note.text)}" for note in report.notes]
    lines += [f"hint     {report.hint}"] if report.hint else []
    summary = (
        f"{counted(report.documents, 'document')}, {counted(report.passages, 'passage')} in {report.generation}; "
        f"{counted(report.embedded, 'passage')} embedded, {counted(report.unchanged, 'file')} unchanged, "
        f"{duration(report.seconds)}"
    )
    return [*lines, summary]


def model_lines(model: ModelStatus | None, offered: Sequence[str]) -> list[str]:
    """Return whether the language model answers, and what is sent where; without one, those that are ``offered``."""
    if model is None:
        here = [f"an Ollama answers on this machine: to use it, set QA_BOT_LLM=ollama:{offered[0]}"] if offered else []
        return ["language model: none; nothing is sent anywhere", *map(printable, here)]
    answers = "was not asked" if model.problem is None else f"does not answer ({model.problem})"
    answers = answers if model.problem != "" else "answers"
    return [printable(f"language model: {model.name} {answers}. {model.sent}")]


def status_lines(status: Status) -> list[str]:
    """Return what is indexed, what differs in the folder, and what failed."""
    pending = status.pending
    if status.generation is None:
        indexed = "nothing is indexed yet: run `qa-bot index`"
    else:
        counts = f"{counted(status.documents, 'document')}, {counted(status.passages, 'passage')}"
        indexed = f"{counts} in {status.generation}, indexed {status.indexed_at}, by {status.model}"
    counts = f"{len(pending.added)} new, {len(pending.changed)} changed, {len(pending.removed)} removed"
    differs = counts if pending else "nothing"
    failed = [f"failed   {printable(failure.source)}: {printable(failure.reason)}" for failure in status.failed]
    damaged = [f"damaged  {status.damage}: run `qa-bot index`"] if status.damage else []
    hint = [f"hint     {status.hint}"] if status.hint else []
    return [indexed, f"differs in the folder: {differs}", *damaged, *failed, *hint]
