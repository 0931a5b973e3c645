"""The command line: its commands and their options."""

import argparse
from pathlib import Path
from typing import NoReturn

WRONG_USAGE = 2
"""The exit code after wrong usage."""


class _Parser(argparse.ArgumentParser):
    """Reports wrong usage in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{self.prog}: {message}; see `{self.prog} --help`\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; ``command`` of what it returns is the command's name."""
    found = _Parser(prog="qa-bot", description="Ask your own documents, and see the exact words that answer.")
    commands = found.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", required=True, parser_class=_Parser
    )
    shared = _Parser(add_help=False)
    shared.add_argument("--seeds", type=Path, metavar="DIR", help="the folder of documents (default: seeds)")
    shared.add_argument("--store", type=Path, metavar="DIR", help="the folder of the index (default: vectorstore)")
    as_json = _Parser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="print JSON, alone, to standard output")

    chat = commands.add_parser("chat", parents=[shared], help="index what is new and open the page")
    chat.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: %(default)s)")
    chat.add_argument("--port", type=int, default=8501, help="the port to listen at (default: %(default)s)")
    chat.add_argument("--watch", action="store_true", help="index automatically when files in the folder change")

    index = commands.add_parser("index", parents=[shared, as_json], help="bring the index in step with the folder")
    index.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="the folder of documents; as --seeds")
    index.add_argument("--strict", action="store_true", help="exit with 1 if a file failed")
    index.add_argument("--rebuild", action="store_true", help="build a new index; the old one answers meanwhile")

    ask = commands.add_parser("ask", parents=[shared, as_json], help="ask one question, or a file of them")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument(
        "--mode",
        choices=("extract", "compose"),
        help="quote, or let the language model write (default if there is one)",
    )
    ask.add_argument("--questions", type=Path, metavar="FILE.jsonl", help="a JSON object a line; needs --json")

    commands.add_parser("status", parents=[shared, as_json], help="what is indexed, and what differs")
    commands.add_parser("verify", parents=[shared], help="prove every passage and both indexes again")

    evaluate = commands.add_parser("evaluate", parents=[shared, as_json], help="measure the bot on your own questions")
    evaluate.add_argument("file", type=Path, metavar="FILE.jsonl", help="a JSON object a line")
    evaluate.add_argument("--report", type=Path, metavar="PAGE.html", help="write a page with all errors")
    commands.add_parser("password", help="hash a password, for a page that other machines may open")
    return found
