"""A process that asks without pause, and writes down what it was answered, until its standard input is closed."""

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any


def main() -> None:
    settings: dict[str, Any] = json.loads(sys.argv[1])
    from qa_bot.bot import Bot
    from qa_bot.settings import Settings

    bot = Bot(Settings(Path(settings["seeds"]), Path(settings["store"]), settings["embedding"]))
    bot.warm()
    ended = threading.Event()
    threading.Thread(target=_wait_for_the_end, args=(ended,), daemon=True).start()
    print("ready", flush=True)
    while not ended.is_set():
        for question in settings["questions"]:
            print(json.dumps(_asked(bot, question)), flush=True)
    bot.close()


def _wait_for_the_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def _asked(bot: Any, question: str) -> dict[str, Any]:
    started = time.monotonic()
    try:
        answer = bot.ask(question)
    except Exception as error:  # noqa: BLE001 - whatever it is, the test must hear of it
        return {"problem": f"{type(error).__name__}: {error}"}
    return {
        "question": question,
        "generation": answer.generation,
        "found": answer.found,
        "quotes": [citation.quote for citation in answer.citations],
        "proven": all(bot.prove(citation) for citation in answer.citations),
        "passages": [hit.passage.text for hit in answer.hits],
        "seconds": time.monotonic() - started,
    }


if __name__ == "__main__":
    main()
