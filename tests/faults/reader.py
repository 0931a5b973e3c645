"""Processes that ask without pause, and write down what they were answered, until their standard input is closed.

One process imports everything and becomes several.
"""

import json
import os
import signal
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any


def main() -> None:
    settings: dict[str, Any] = json.loads(sys.argv[1])
    import qa_bot.bot  # noqa: F401 - what takes seconds, once for all

    readers = [_begin(settings, Path(out)) for out in settings["outs"]]
    for _ in readers:
        _, status = os.wait()
        if status:  # the others would never end
            for reader in readers:
                os.kill(reader, signal.SIGKILL)
            sys.exit(1)


def _begin(settings: dict[str, Any], out: Path) -> int:
    """Another process, which writes to ``out``; its number."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            _ask_on(settings, out)
            code = 0
        except BaseException:  # noqa: BLE001 - the outermost handler of the reader
            traceback.print_exc()
        finally:
            os._exit(code)
    return pid


def _ask_on(settings: dict[str, Any], out: Path) -> None:
    from qa_bot.bot import Bot
    from qa_bot.settings import Settings

    bot = Bot(Settings(Path(settings["seeds"]), Path(settings["store"]), settings["embedding"]))
    bot.warm()
    ended = threading.Event()
    threading.Thread(target=_wait_for_the_end, args=(ended,), daemon=True).start()
    with out.open("w", encoding="utf-8") as stream:
        print("ready", file=stream, flush=True)
        while not ended.is_set():
            for question in settings["questions"]:
                print(json.dumps(_asked(bot, question)), file=stream, flush=True)
    bot.close()


def _wait_for_the_end(ended: threading.Event) -> None:
    os.read(0, 1)  # all of them wait for the same end
    ended.set()


def _asked(bot: Any, question: str) -> dict[str, Any]:
    started = time.monotonic()
    try:
        answer = bot.ask(question)
    except Exception as error:  # noqa: BLE001 - the test must report any error
        return {"problem": f"{type(error).__name__}: {error}"}
    return {
        "question": question,
        "generation": answer.generation,
        "found": answer.found,
        "quotes": [citation.quote for citation in answer.citations],
        "proven": all(bot.documents.prove(citation) for citation in answer.citations),
        "passages": [hit.passage.text for hit in answer.hits],
        "seconds": time.monotonic() - started,
    }


if __name__ == "__main__":
    main()
