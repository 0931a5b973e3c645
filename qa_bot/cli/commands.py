"""qa-bot chat | index | ask | status | verify | evaluate | password.

Calls the bot and prints the result: JSON alone to standard output, messages to standard error.
Heavy libraries are imported inside the commands, so that ``--help`` and wrong usage are quick.
"""

import argparse
import contextlib
import json
import logging
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qa_bot.cli.arguments import WRONG_USAGE, parser
from qa_bot.errors import QaBotError, SettingUnusable
from qa_bot.text.wording import counted, one_line, printable

if TYPE_CHECKING:
    from qa_bot.bot import Bot
    from qa_bot.store.reports import IndexReport

DONE, FAILED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code: 0 done, 1 it could not be done, 2 wrong usage."""
    options = parser().parse_args(arguments)
    _prepare_libraries()
    try:
        with contextlib.ExitStack() as options.closing:
            return _COMMANDS[options.command](options)
    except QaBotError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return _failed("Stopped; the index is unchanged, and what was embedded will not be embedded again.")
    except BrokenPipeError:  # the reader of the output has ended, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # a traceback only on request
        if os.environ.get("QA_BOT_TRACEBACK"):
            traceback.print_exc()
        reason = f"{error.__class__.__name__}: {one_line(str(error))}"
        return _failed(f"{reason} (unexpected; set QA_BOT_TRACEBACK=1 to see where)")


def _prepare_libraries() -> None:
    """Let libraries log errors only, and OpenBLAS, which reads the variable when it is loaded, use one thread.

    NumPy's products are small here: several threads cost half again as much processor time and save none.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    handler = logging.StreamHandler()
    handler.setLevel(logging.ERROR)
    logging.basicConfig(format="%(message)s", handlers=[handler])


def _failed(message: str) -> int:
    _report(f"qa-bot: {message}")
    return FAILED


def _wrong_usage(command: str, message: str) -> int:
    _report(f"qa-bot {command}: {message}; see `qa-bot {command} --help`")
    return WRONG_USAGE


def _report(*lines: str) -> None:
    """Print messages for people to standard error."""
    print(*lines, sep="\n", file=sys.stderr)


def _print(result: Mapping[str, Any] | Sequence[str]) -> None:
    """Print JSON on one line, or lines for people, to standard output."""
    is_json = isinstance(result, Mapping)
    print(json.dumps(result, ensure_ascii=False) if is_json else "\n".join(result), flush=True)


def _bot(options: argparse.Namespace) -> "Bot":
    """Return a bot with the settings of the options and the environment; it is closed when the command ends."""
    from qa_bot.settings import Settings

    seeds = getattr(options, "folder", None) or options.seeds
    settings = Settings.from_environment(seeds=seeds, store=options.store)
    from qa_bot.bot import Bot

    bot = Bot(settings)
    options.closing.callback(bot.close)
    return bot


def _chat(options: argparse.Namespace) -> int:
    from qa_bot.web import server

    server.check_address(options.host, options.port)
    server.check_login(options.host)
    if not server.is_loopback(options.host):
        _report("Questions and answers cross the network unencrypted unless you set up TLS: see docs/login.md.")
    bot = _bot(options)
    from qa_bot.cli import output

    _report("Bringing the index in step with the folder …")
    _report(*output.report_lines(_update_index(bot)))
    bot.close()
    address = server.ListenAddress(options.host, options.port)
    on_ready = lambda: _report(server.opening_line(address))  # noqa: E731
    server.serve(bot.settings, address, on_ready, _report if options.watch else None)
    return DONE


def _update_index(bot: "Bot", rebuild: bool = False) -> "IndexReport":
    from qa_bot.cli.progress import progress_bar

    with progress_bar() as on_progress:
        return bot.index(on_progress, rebuild)


def _index(options: argparse.Namespace) -> int:
    if options.folder and options.seeds:
        return _wrong_usage("index", "give FOLDER or --seeds, not both")
    bot = _bot(options)
    from qa_bot.cli import output

    report = _update_index(bot, options.rebuild)
    if options.json:
        _print(output.report_json(report))
    else:
        _report(*output.report_lines(report))
    return FAILED if options.strict and report.failed else DONE


def _ask(options: argparse.Namespace) -> int:
    if (options.question is None) == (options.questions is None):
        return _wrong_usage("ask", "give one QUESTION or --questions FILE.jsonl")
    if options.questions:
        return _ask_file(options)
    bot = _bot(options)
    from qa_bot.cli import output
    from qa_bot.cli.live_answer import live_answer

    with live_answer() as on_partial:
        answer = bot.ask(options.question, mode=options.mode, on_partial=on_partial)
    if options.json:
        _print(output.answer_json(answer))
    else:
        files = bot.status(compare_folder=False).files if answer.intent == "documents" else ()
        _print(output.answer_lines(answer, files))
    return DONE


def _ask_file(options: argparse.Namespace) -> int:
    if not options.json:
        return _wrong_usage("ask", "--questions prints JSON lines: add --json")
    from qa_bot.evaluation.gold import read_questions

    questions = read_questions(options.questions)
    bot = _bot(options)
    from qa_bot.cli import output

    for question in questions:
        answer = output.answer_json(bot.ask(question.question, question.history, mode=options.mode))
        _print(answer if question.id is None else {"id": question.id} | answer)
    return DONE


def _status(options: argparse.Namespace) -> int:
    bot = _bot(options)
    from qa_bot.cli import output
    from qa_bot.models.llm.presence import ollama_here

    status = bot.status()
    model = bot.language_model.status() if bot.language_model else None
    if options.json:
        _print(output.status_json(status, model))
    else:
        _print(output.status_lines(status) + output.model_lines(model, ollama_here() if model is None else ()))
    return DONE


def _verify(options: argparse.Namespace) -> int:
    result = _bot(options).verify()
    if result.problems:
        _print([printable(problem) for problem in result.problems])
        problems = counted(len(result.problems), "problem")
        return _failed(f"{problems} in {result.generation}: run `qa-bot index --rebuild`.")
    passages = counted(result.passages, "passage")
    _print([f"{passages} of {result.generation} proven, in the texts and in both indexes."])
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
        _report(*warnings)
    outcomes = ask_all(bot, questions, _print_count if sys.stderr.isatty() else None)
    measured = measures(outcomes)
    if options.report:
        from qa_bot.evaluation.page import page, setup_of
        from qa_bot.evaluation.report_file import write_report

        write_report(options.report, page(setup_of(bot, options.file, warnings), outcomes, measured))
    _print(measured if options.json else table(measured, shutil.get_terminal_size((100, 24)).columns))
    if options.report:
        _report(f"The report with all errors is {printable(str(options.report))}")
    return DONE


def _print_count(done: int, total: int) -> None:
    print(f"asked {done} of {total}", end="\n" if done == total else "\r", file=sys.stderr, flush=True)


def _password(_: argparse.Namespace) -> int:
    from qa_bot.web.passwords import hashed

    line = f'password = "{hashed(_read_password())}"'
    _report(
        "Put these lines into .streamlit/secrets.toml, in the folder where you start the page or in your home folder:"
    )
    _print(["[qa_bot]", line])
    return DONE


def _read_password() -> str:
    """Return the first line of standard input; a terminal is asked twice, without echo."""
    from getpass import getpass

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        password, again = getpass("Password: "), getpass("The same again: ")
    except EOFError:
        raise SettingUnusable("No password was typed: try again.") from None
    if password != again:
        raise SettingUnusable("The two passwords are not the same: try again.")
    return password


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "chat": _chat,
    "index": _index,
    "ask": _ask,
    "status": _status,
    "verify": _verify,
    "evaluate": _evaluate,
    "password": _password,
}
