import threading

from qa_bot.answer.stages import OnStep
from qa_bot.errors import NothingIndexed
from qa_bot.records import Answer
from qa_bot.web.question_run import QuestionRun

ANSWER = Answer("Why?", "Why?", found=False, confidence=0.1)


def test_an_answer_is_there_once_the_question_has_ended() -> None:
    run = QuestionRun("Why?")
    go = threading.Event()

    def ask(_: OnStep) -> Answer:
        go.wait()
        return ANSWER

    run.start(ask)
    assert not run.wait(0)
    go.set()
    assert run.wait(10)
    assert run.outcome == ANSWER


def test_a_question_that_cannot_be_answered_says_why() -> None:
    def ask(_: OnStep) -> Answer:
        raise NothingIndexed("Nothing is indexed.")

    run = QuestionRun("Why?")
    run.start(ask)
    assert run.wait(10)
    assert run.outcome == "Nothing is indexed."


def test_a_question_ends_at_the_step_after_it_was_stopped() -> None:
    run = QuestionRun("Why?")
    at_work, stopped, over = threading.Event(), threading.Event(), threading.Event()
    steps = []

    def ask(on_step: OnStep) -> Answer:
        try:
            for step in range(3):
                steps.append(step)
                at_work.set()
                stopped.wait()
                on_step()
        finally:
            over.set()
        return ANSWER

    run.start(ask)
    assert at_work.wait(10)
    run.stop()
    assert run.wait(0)
    stopped.set()
    assert over.wait(10)
    assert steps == [0]
    assert run.outcome == "Stopped before there was an answer: ask again to get one."


def test_what_is_written_ends_the_wait_at_once() -> None:
    run = QuestionRun("Why?")
    shown, seen = threading.Event(), threading.Event()

    def ask(_: OnStep) -> Answer:
        run.show(ANSWER, "Because")
        shown.set()
        seen.wait()
        run.show(ANSWER, "Because")
        return ANSWER

    run.start(ask)
    assert shown.wait(10)
    assert not run.wait(10**6)  # the time limit of the test would end it
    assert run.partial == (ANSWER, "Because")
    assert not run.wait(0)
    seen.set()
    assert run.wait_to_end(10)
