"""qa-bot chat | index | ask | status | verify | evaluate | password.

A thin door: it reads the words, calls the bot's verbs and prints what they give. JSON goes alone to standard output,
words for people to standard error. Heavy libraries are imported inside the commands, so that ``--help`` costs nothing.
"""

import argparse
import contextlib
import json
import logging
import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from qa_bot.errors import QaBotError
from qa_bot.text.wording import counted, one_line, printable

if TYPE_CHECKING:
    from qa_bot.bot import Bot
    from qa_bot.settings import Settings
    from qa_bot.store.reports import IndexReport

DONE, FAILED, WRONG_USAGE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{self.prog}: {message}; see `{self.prog} --help`\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: 0 done, 1 it could not be done, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    # NumPy's products are small here: several threads for one cost half again as much work and bring no answer sooner.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    logging.disable(logging.WARNING)  # libraries' chatter is not for the people who read standard error
    try:
        with contextlib.ExitStack() as options.opened:
            return int(options.run(options))
    except QaBotError as error:
        return _told(str(error))
    except KeyboardInterrupt:
        return _told("Stopped; the index is as it was, and what was embedded will not be embedded again.")
    except BrokenPipeError:  # the reader of our output went away, which is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # the outermost door: never a traceback, unless it is asked for
        if os.environ.get("QA_BOT_TRACEBACK"):
            traceback.print_exc()
        return _told(
            f"{error.__class__.__name__}: {one_line(str(error))} (unexpected; set QA_BOT_TRACEBACK=1 to see where)"
        )


def _told(message: str) -> int:
    print(f"qa-bot: {message}", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="qa-bot", description="Ask your own documents, and see the exact words that answer.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    shared = _Parser(add_help=False)
    shared.add_argument("--seeds", type=Path, metavar="DIR", help="the folder of documents (default: seeds)")
    shared.add_argument("--store", type=Path, metavar="DIR", help="the folder of the index (default: vectorstore)")
    as_json = _Parser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="print JSON, alone, to standard output")

    chat = commands.add_parser("chat", parents=[shared], help="index what is new and open the page")
    chat.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: %(default)s)")
    chat.add_argument("--port", type=int, default=8501, help="the port to listen at (default: %(default)s)")
    chat.add_argument("--watch", action="store_true", help="re-index by itself when files in the folder settle")
    chat.set_defaults(run=_chat)

    index = commands.add_parser("index", parents=[shared, as_json], help="bring the index in step with the folder")
    index.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="the folder of documents; as --seeds")
    index.add_argument("--strict", action="store_true", help="exit with 1 if a file failed")
    index.add_argument("--rebuild", action="store_true", help="start from nothing; the old index answers meanwhile")
    index.set_defaults(run=_index)

    ask = commands.add_parser("ask", parents=[shared, as_json], help="ask one question, or a file of them")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--questions", type=Path, metavar="FILE.jsonl", help="a question an object a line; needs --json")
    ask.set_defaults(run=_ask)

    status = commands.add_parser("status", parents=[shared, as_json], help="what is indexed, and what differs")
    status.set_defaults(run=_status)
    verify = commands.add_parser("verify", parents=[shared], help="re-prove every passage and both indexes")
    verify.set_defaults(run=_verify)

    evaluate = commands.add_parser("evaluate", parents=[shared, as_json], help="measure the bot on your own questions")
    evaluate.add_argument("file", type=Path, metavar="FILE.jsonl", help="a question an object a line")
    evaluate.add_argument("--report", type=Path, metavar="PAGE.html", help="write a page with all that went wrong")
    evaluate.set_defaults(run=_evaluate)
    password = commands.add_parser("password", help="hash a password, for a page that other machines may open")
    password.set_defaults(run=_password)
    return parser


def _settings(options: argparse.Namespace) -> "Settings":
    from qa_bot.settings import Settings

    seeds = getattr(options, "folder", None) or options.seeds
    return Settings.from_environment(seeds=seeds, store=options.store)


def _bot(options: argparse.Namespace) -> "Bot":
    settings = _settings(options)
    from qa_bot.bot import Bot

    bot = Bot(settings)
    options.opened.callback(bot.close)
    return bot


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


def _say(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr)


def _chat(options: argparse.Namespace) -> int:
    from qa_bot.web import server

    server.check_address(options.host, options.port)
    server.check_login(options.host)
    if not server.is_loopback(options.host):
        _say("What visitors read and type crosses the network in clear unless you set up TLS: docs/login.md tells how.")
    bot = _bot(options)
    from qa_bot.cli import output

    _say("Bringing the index in step with the folder …")
    _say(*output.report_lines(_learned(bot)))
    bot.close()
    address = server.Address(options.host, options.port)
    server.serve(bot.settings, address, lambda: _say(server.invitation(address)), _say if options.watch else None)
    return DONE


def _learned(bot: "Bot", rebuild: bool = False) -> "IndexReport":
    """Bring the index in step with the folder, its progress drawn where somebody looks on."""
    from qa_bot.cli.progress import following

    with following() as on_progress:
        return bot.index(on_progress, rebuild)


def _index(options: argparse.Namespace) -> int:
    if options.folder and options.seeds:
        _say("qa-bot index: give FOLDER or --seeds, not both; see `qa-bot index --help`")
        return WRONG_USAGE
    bot = _bot(options)
    from qa_bot.cli import output

    report = _learned(bot, options.rebuild)
    if options.json:
        _print_json(output.report_json(report))
    else:
        _say(*output.report_lines(report))
    return FAILED if options.strict and report.failed else DONE


def _ask(options: argparse.Namespace) -> int:
    if bool(options.question is not None) == bool(options.questions):
        _say("qa-bot ask: give one QUESTION or --questions FILE.jsonl; see `qa-bot ask --help`")
        return WRONG_USAGE
    if options.questions:
        return _ask_file(options)
    bot = _bot(options)
    from qa_bot.cli import output

    answer = bot.ask(options.question)
    if options.json:
        _print_json(output.answer_json(answer))
    else:
        print("\n".join(output.answer_lines(answer)))
    return DONE


def _ask_file(options: argparse.Namespace) -> int:
    if not options.json:
        _say("qa-bot ask: --questions answers in JSON lines: add --json")
        return WRONG_USAGE
    from qa_bot.evaluation.gold import read_questions

    questions = read_questions(options.questions)
    bot = _bot(options)
    from qa_bot.cli import output

    for asked in questions:
        answer = bot.ask(asked.question, asked.history)
        _print_json(({"id": asked.id} if asked.id is not None else {}) | output.answer_json(answer))
    return DONE


def _status(options: argparse.Namespace) -> int:
    bot = _bot(options)
    from qa_bot.cli import output

    status = bot.status()
    if options.json:
        _print_json(output.status_json(status))
    else:
        print("\n".join(output.status_lines(status)))
    return DONE


def _verify(options: argparse.Namespace) -> int:
    result = _bot(options).verify()

    for problem in result.problems:
        print(printable(problem))
    if result.problems:
        wrong = counted(len(result.problems), "problem")
        return _told(f"{wrong} in {result.generation}: run `qa-bot index --rebuild`.")
    print(f"{counted(result.passages, 'passage')} of {result.generation} proven, in the texts and in both indexes.")
    return DONE


def _evaluate(options: argparse.Namespace) -> int:
    from qa_bot.evaluation.gold import read_some_questions

    questions = read_some_questions(options.file)
    if options.report:
        from qa_bot.evaluation.report_file import check_report

        check_report(options.report, options.file)
    bot = _bot(options)
    from qa_bot.evaluation.asking import ask_all, texts
    from qa_bot.evaluation.measures import measures
    from qa_bot.evaluation.outcomes import missing_evidence
    from qa_bot.evaluation.table import table

    warnings = [printable(line) for line in missing_evidence(questions, texts(bot))]
    if warnings:
        _say(*warnings)
    outcomes = ask_all(bot, questions, _count if sys.stderr.isatty() else None)
    measured = measures(outcomes)
    if options.report:
        from qa_bot.evaluation.page import page
        from qa_bot.evaluation.report_file import write_report
        from qa_bot.evaluation.setup import setup_of

        write_report(options.report, page(setup_of(bot, options.file, warnings), outcomes, measured))
    if options.json:
        _print_json(measured)
    else:
        print("\n".join(table(measured, shutil.get_terminal_size((100, 24)).columns)))
    if options.report:
        _say(f"The report with all errors is {printable(str(options.report))}")
    return DONE


def _password(_: argparse.Namespace) -> int:
    from qa_bot.web.passwords import hashed

    stored = hashed(_typed_twice() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n"))
    _say("Put these lines into .streamlit/secrets.toml, in the folder that the page is started from or in your home:")
    print(f'[qa_bot]\npassword = "{stored}"', flush=True)
    return DONE


def _typed_twice() -> str:
    from getpass import getpass

    from qa_bot.errors import SettingUnusable

    try:
        password, again = getpass("Password: "), getpass("The same again: ")
    except EOFError:
        raise SettingUnusable("No password was typed: try again.") from None
    if password != again:
        raise SettingUnusable("The two passwords are not the same: try again.")
    return password


def _count(done: int, total: int) -> None:
    print(f"asked {done} of {total}", end="\n" if done == total else "\r", file=sys.stderr, flush=True)
