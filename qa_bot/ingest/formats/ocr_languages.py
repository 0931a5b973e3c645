"""The languages whose text Tesseract can recognize here. This module imports no library: each start needs it."""

import os
import shutil
import subprocess
from functools import lru_cache

OCR_SETTING = "QA_BOT_OCR"
"""The beginning of the settings' names; a note that has it says that a part of the file waits for recognition."""

_MOST_LANGUAGES = 3
"""Languages used unasked: each makes recognition slower and less certain."""

_NOT_LANGUAGES = frozenset(("osd", "equ", "snum"))
_SECONDS_TO_ANSWER = 10


def languages_of(ocr: str, wanted: str) -> str:
    """Return the languages to be recognized, as Tesseract takes them (``eng+tur``); "" for none.

    Args:
        ocr: ``auto``, or ``off`` for none.
        wanted: Tesseract's names of languages, separated by commas or ``+``; "" for all that are installed, or
            English alone where these are more than three.
    """
    program = shutil.which("tesseract") if ocr != "off" else None
    installed = _installed(program) if program else ()
    names = [name for name in wanted.replace("+", ",").split(",") if name.strip()]
    if names:
        return "+".join(name.strip() for name in names if name.strip() in installed)
    if len(installed) > _MOST_LANGUAGES and "eng" in installed:
        return "eng"
    return "+".join(installed[:_MOST_LANGUAGES])


@lru_cache(maxsize=4)
def _installed(program: str) -> tuple[str, ...]:
    """Return the names of the installed languages, English first."""
    try:
        listed = subprocess.run(
            [program, "--list-langs"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            timeout=_SECONDS_TO_ANSWER,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    names = listed.stdout.decode("utf-8", "replace").split("\n")[1:]  # after a heading
    found = {name.strip() for name in names if name.strip().isidentifier()} - _NOT_LANGUAGES
    return tuple(sorted(found, key=lambda name: (name != "eng", name)))


def environment() -> dict[str, str]:
    """Return Tesseract's environment: one thread, as the bot answers questions meanwhile."""
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
