"""Sound files of every format, to be damaged and misnamed."""

import json
from functools import cache

from tests.ingest.formats import made_pdf, samples

SENTENCE = "The lighthouse of Lima was lit in 1921."
ZIPPED = (".docx", ".pptx", ".xlsx", ".epub", ".ods", ".odt", ".odp")


@cache
def sound() -> dict[str, bytes]:
    """A small sound file of each format, by its ending."""
    page = f"<html><head><title>Lights</title></head><body><h1>Lights</h1><p>{SENTENCE}</p></body></html>"
    return {
        ".docx": samples.docx("# Lights", SENTENCE, [["Town", "Lit"], ["Lima", "1921"]], title="Lights"),
        ".pptx": samples.pptx(("Lights", SENTENCE), ("More", "Text."), notes="A note."),
        ".xlsx": samples.xlsx({"Lights": [["Town", "Lit"], ["Lima", 1921], ["Quito", 1930]]}),
        ".ods": samples.ods(samples.ods_rows("Lights", "Town|Lit", "Lima|1921", "Quito|1930"), title="Lights"),
        ".epub": samples.epub({"one.xhtml": f"<h1>One</h1><p>{SENTENCE}</p>"}, title="Lights"),
        ".pdf": made_pdf.pages_of(SENTENCE, "And more of it.", title="Lights"),
        ".rtf": (r"{\rtf1\ansi{\fonttbl\f0 Arial;}\f0 " + SENTENCE + r"\par\'e9\u8364?\par}").encode(),
        ".html": page.encode(),
        ".csv": b"Town,Lit\nLima,1921\nQuito,1930\n",
        ".md": f"# Lights\n\n{SENTENCE}\n".encode(),
        ".odt": samples.odf("text", f"<text:h>Lights</text:h><text:p>{SENTENCE}</text:p>", title="Lights"),
        ".odp": samples.odf(
            "presentation",
            f"<draw:page><draw:frame><draw:text-box><text:p>{SENTENCE}</text:p></draw:text-box></draw:frame></draw:page>",
        ),
        ".eml": f"From: Ada <a@b.c>\r\nSubject: Lights\r\n\r\n{SENTENCE}\r\n".encode(),
        ".ipynb": json.dumps({"nbformat": 4, "cells": [{"cell_type": "markdown", "source": [SENTENCE]}]}).encode(),
        ".json": json.dumps({"lights": [{"town": "Lima", "lit": 1921}, {"town": "Quito", "lit": 1930}]}).encode(),
        ".xml": f"<lights><light><town>Lima</town><lit>1921</lit></light><p>{SENTENCE}</p></lights>".encode(),
        ".srt": f"1\n00:00:01,000 --> 00:00:03,500\n{SENTENCE}\n".encode(),
        ".tex": f"\\begin{{document}}\\section{{Lights}} {SENTENCE}\\footnote{{So.}}\\end{{document}}".encode(),
        ".rst": f"Lights\n======\n\n{SENTENCE}\n\n.. a comment\n".encode(),
        ".log": f"2024-05-01 10:00:00 INFO {SENTENCE}\n  at lights.c:7\n".encode(),
    }
