"""Notebooks: each cell and each output is a place."""

import json
from typing import Any

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import ipynb
from tests.ingest.formats import samples


def notebook(*cells: dict[str, Any]) -> bytes:
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}).encode()


def code(source: Any, *outputs: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "outputs": list(outputs)}


def read(data: bytes) -> Extraction:
    """Return the extraction of a notebook."""
    extraction = ipynb.read(data, Limits())
    samples.check(extraction)
    return extraction


TEXT = {"cell_type": "markdown", "source": ["# Rents\n", "\n", "The rent is **450**."]}
STREAM = {"output_type": "stream", "name": "stdout", "text": ["450\n", "500\n"]}


def test_cells_and_outputs_are_places() -> None:
    extraction = read(notebook(TEXT, code("print(rent)", STREAM)))
    assert [(place.kind, place.name, place.span.of(extraction.text)) for place in extraction.places] == [
        ("section", "cell 1", "# Rents\n\nThe rent is **450**."),
        ("row", "cell 2", "print(rent)"),
        ("row", "cell 2, output", "450\n500"),
    ]


@pytest.mark.parametrize(
    ("output", "text"),
    [
        (STREAM, "450\n500"),
        ({"output_type": "stream", "text": "450"}, "450"),
        ({"output_type": "execute_result", "data": {"text/plain": ["a\n", "b"], "text/html": "<p>x</p>"}}, "a\nb"),
        ({"output_type": "display_data", "data": {"image/png": "iVBO"}}, ""),
        ({"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": ["\x1b[31m"]}, "KeyError: 'x'"),
        ({"output_type": "pyerr", "ename": "KeyError", "evalue": "'x'"}, "KeyError: 'x'"),
        ({"output_type": "pyout", "text": ["v3"]}, "v3"),
        ({"output_type": "execute_result", "data": {"text/plain": 7}}, ""),
        ({"output_type": "stream", "text": None}, ""),
        ({}, ""),
    ],
)
def test_outputs_are_read_as_text(output: dict[str, Any], text: str) -> None:
    assert read(notebook(code("x", output))).text == f"x\n\n{text}".strip()


def test_long_outputs_are_left_out_and_reported() -> None:
    extraction = read(notebook(code("x", {"output_type": "stream", "text": "1\n" * 3_000})))
    assert (extraction.text, extraction.note) == ("x", "1 long output left out")


@pytest.mark.parametrize("image", [{"data": {"image/png": "iVBO", "text/plain": "<Figure>"}}, {"png": "iVBO"}])
def test_pictures_are_told(image: dict[str, Any]) -> None:
    assert read(notebook(code("x", {"output_type": "display_data", **image}))).note == "1 picture not read"


def test_notebooks_of_format_3_are_read() -> None:
    cells = [{"cell_type": "heading", "level": 1, "source": "Rents"}, {"cell_type": "code", "input": "x = 1"}]
    assert read(json.dumps({"worksheets": [{"cells": cells}]}).encode()).text == "# Rents\n\nx = 1"


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"7", b'{"cells": 7}', b'{"cells": [7]}', b"[" * 99_999, b"no"])
def test_other_and_hostile_files_are_refused(data: bytes) -> None:
    with pytest.raises(FileUnreadable, match="it is not a notebook"):
        read(data)


def test_damaged_notebooks_do_no_harm() -> None:
    assert samples.survives(ipynb.read, samples.damaged(notebook(TEXT, code("x", STREAM)), 200)) > 0
