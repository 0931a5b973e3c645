"""Variants of Open XML packages: Strict, templates, macros, missing parts."""

import re

import pytest

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats import docx as docx_format
from qa_bot.ingest.formats import pptx, reader_of, xlsx
from tests.ingest.formats import samples

MAIN_TYPES = {
    ".docm": b"application/vnd.ms-word.document.macroEnabled.main+xml",
    ".dotx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ".dotm": b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ".pptm": b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    ".ppsx": b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
    ".ppsm": b"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    ".potx": b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
}


@pytest.mark.parametrize("suffix", MAIN_TYPES)
def test_templates_slide_shows_and_files_with_macros_are_read(suffix: str) -> None:
    data = samples.docx("The rent is due.") if suffix.startswith(".do") else samples.pptx(("Rent", "The rent is due."))
    types = samples.unzipped(data)["[Content_Types].xml"]
    usual = next(one for one in re.findall(rb'ContentType="([^"]+main\+xml)"', types) if one.startswith(b"application"))
    changed = samples.with_members(data, {"[Content_Types].xml": types.replace(usual, MAIN_TYPES[suffix])})
    reader = reader_of(suffix)
    assert reader is not None
    assert "The rent is due." in reader(changed, Limits()).text


def strict(data: bytes) -> bytes:
    """The file with the namespaces of Strict Open XML."""
    return samples.zipped(
        {
            name: content.replace(b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/").replace(
                b"/2006/", b"/"
            )
            if b"package/2006" not in content or name.endswith(".rels")
            else content
            for name, content in samples.unzipped(data).items()
        }
    )


def test_strict_open_xml_is_read() -> None:
    package = b"http://purl.oclc.org/ooxml/package/"
    for read_it, data in (
        (docx_format.read, samples.docx("64 looms")),
        (pptx.read, samples.pptx(("64 looms", "x"))),
        (xlsx.read, samples.xlsx({"S": [["a", "b"], ["64 looms", 2]]})),
    ):
        members = samples.unzipped(strict(data))
        kept = {
            name: content.replace(package, b"http://schemas.openxmlformats.org/package/2006/")
            for name, content in members.items()
        }
        assert b"purl.oclc.org" in kept["_rels/.rels"]
        assert "64 looms" in read_it(samples.zipped(kept), Limits()).text


@pytest.mark.parametrize("target", ["embeddings/missing.xlsx", "/word/missing.xml", "../NULL", "NULL"])
def test_relationships_to_missing_parts_are_ignored(target: str) -> None:
    data = samples.docx("# One", "Text.")
    name = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="{target}"/></Relationships>'
    rels = samples.unzipped(data)[name].decode().replace("</Relationships>", relation)
    extraction = docx_format.read(samples.with_members(data, {name: rels.encode()}), Limits())
    assert (extraction.text, extraction.note) == ("One\n\nText.", "1 part missing in the file")
