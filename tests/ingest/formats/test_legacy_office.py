"""DOC, XLS and PPT: converted by LibreOffice where it is installed, within the limits of the worker."""

import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.bounds import Bounds
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats import legacy_office
from qa_bot.ingest.formats.archives import OLE2
from qa_bot.ingest.worker import Worker
from tests.ingest.formats import samples
from tests.ingest.test_worker import is_alive
from tests.waiting import wait_until

DOC = OLE2 + b"\0" * 600 + "WordDocument\0".encode("utf-16-le")
XLS = OLE2 + b"\0" * 600 + "Workbook\0".encode("utf-16-le")
PPT = OLE2 + b"\0" * 600 + "PowerPoint Document\0".encode("utf-16-le")
ODT = samples.odf("text", "<text:p>The rent is 450 lira.</text:p>")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for programs, before those of the system."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder


def install(programs: Path, script: str) -> None:
    """Install a program in LibreOffice's place; ``$7`` is the folder for the result, ``$8`` the file to convert."""
    (programs / "soffice").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (programs / "soffice").chmod(0o755)


def refusal(data: bytes, seconds: float = 20) -> str:
    with Worker(Bounds(seconds=seconds)) as worker, pytest.raises(FileUnreadable) as refused:
        worker.read("a.doc", data)
    return str(refused.value)


@pytest.mark.parametrize(("data", "kind"), [(DOC, "DOCX"), (XLS, "XLSX"), (PPT, "PPTX")])
def test_without_libreoffice_the_remedy_is_named(data: bytes, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileUnreadable, match=f"before 2007: save it as {kind}, or install LibreOffice"):
        legacy_office.read(data, Limits())


@pytest.mark.parametrize("data", [b"", b"text", OLE2, b"PK\3\4", OLE2 + "Other\0".encode("utf-16-le"), b"\0" * 99])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(FileUnreadable, match="it is not a Word, Excel or PowerPoint file from before 2007"):
        legacy_office.read(data, Limits())


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (samples.docx("The rent is 450 lira."), "The rent is 450 lira."),
        (samples.xlsx({"Sheet1": [["Town", "Lit"], ["Lima", 1921]]}), "Town: Lima; Lit: 1921"),
        (samples.pptx(("Plan", "Body.")), "Plan\n\nBody."),
        (b"{\\rtf1 The rent is 450 lira.}", "The rent is 450 lira."),
        (b"<html><body><p>The rent is 450 lira.</p></body></html>", "The rent is 450 lira."),
    ],
)
def test_newer_files_with_an_old_suffix_are_read_as_what_they_are(data: bytes, text: str) -> None:
    assert legacy_office.read(data, Limits()).text == text


def test_the_result_of_the_conversion_is_read(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "made.odt").write_bytes(ODT)
    check = 'test -s "$8" && grep -q "BlockUntrusted.*true" "$7"/profile/user/registrymodifications.xcu'
    install(programs, f'{check} && cp {tmp_path}/made.odt "$7/document.odt"')
    with Worker(Bounds(seconds=20)) as worker:
        document = worker.read("a.doc", DOC)
    assert (document.text, document.note) == ("The rent is 450 lira.", "converted by LibreOffice")
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$", ": > $7/document.odt"])
def test_a_failed_conversion_is_reported(programs: Path, script: str) -> None:
    install(programs, script)
    assert refusal(DOC).startswith(("LibreOffice cannot convert it", "it is not an ODT file"))


def test_a_conversion_that_hangs_ends_with_its_children_and_leaves_no_file(programs: Path, tmp_path: Path) -> None:
    install(programs, f"sleep 300 & echo $! > {tmp_path}/child; wait")
    assert refusal(DOC, seconds=2) == "reading it took longer than 2 s (QA_BOT_FILE_SECONDS)"
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    wait_until(lambda: not is_alive(child))
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_conversion_writes_no_more_than_the_limit(programs: Path) -> None:
    install(programs, "head -c 5000000 /dev/zero > $7/document.odt")
    with Worker(Bounds(Limits(expanded_bytes=1_000_000), seconds=20)) as worker:
        with pytest.raises(FileUnreadable):
            worker.read("a.doc", DOC)
        assert worker.read("a.txt", b"Next.").text == "Next."


class Recorder(BaseHTTPRequestHandler):
    """Records all requests of a server."""

    paths: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer with an image that is none."""
        self.paths.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"GIF89a")


def converted(folder: Path, name: str, data: bytes, target: str) -> bytes:
    """Return a file converted by LibreOffice with its usual settings."""
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(legacy_office.converter()), profile, "--headless", "--convert-to", target, "--outdir", str(folder)]
    subprocess.run([*command, str(folder / name)], check=True)
    return (folder / name).with_suffix(f".{target.partition(':')[0]}").read_bytes()


needs_libreoffice = pytest.mark.skipif(not legacy_office.converter(), reason="LibreOffice is not installed")
FILES = {
    "doc": ("a.docx", samples.docx("# Rents", "The rent is 450 lira.")),
    "xls": ("a.xlsx", samples.xlsx({"Rents": [["Pier", "Rent"], ["North", 450]]})),
    "ppt": ("a.pptx", samples.pptx(("Rents", "The rent is 450 lira."))),
}


@needs_libreoffice
@pytest.mark.parametrize("suffix", FILES)
def test_files_of_libreoffice_are_read(tmp_path: Path, suffix: str) -> None:
    data = converted(tmp_path, *FILES[suffix], suffix)
    with Worker(Bounds()) as worker:
        text = worker.read(f"a.{suffix}", data).text
    assert "450" in text
    assert "Rents" in text


@needs_libreoffice
def test_nothing_that_a_document_links_to_is_loaded(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = f'<html><body><p>Text.</p><img src="http://127.0.0.1:{server.server_port}/a.gif"></body></html>'
        data = converted(tmp_path, "a.html", page.encode(), "doc:MS Word 97")
        assert Recorder.paths  # with its usual settings LibreOffice loads it
        Recorder.paths.clear()
        with Worker(Bounds()) as worker:
            assert worker.read("a.doc", data).text == "Text."
        server.shutdown()
    assert Recorder.paths == []
