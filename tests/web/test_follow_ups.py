"""Follow-up questions are tried in a thread of their own."""

import time
from dataclasses import replace

from qa_bot.answer.suggestions import is_good
from qa_bot.bot import Bot
from qa_bot.web.follow_ups import FollowUps
from tests.waiting import wait_until

QUESTION = "When was the Shusha Declaration signed?"


def test_follow_ups_come_after_the_answer_and_are_answered_well(seeds_bot: Bot) -> None:
    answer = seeds_bot.ask(QUESTION)
    tried = FollowUps(seeds_bot)
    started = time.thread_time()
    assert tried.of(answer, [QUESTION]) is None
    assert time.thread_time() - started < 0.05  # nothing is asked by the thread that draws the page
    wait_until(lambda: tried.of(answer, [QUESTION]) is not None)
    found = tried.of(answer, [QUESTION]) or ()
    assert 1 <= len(found) <= 3
    assert QUESTION not in found
    assert all(is_good(seeds_bot.ask(question)) for question in found)


def test_what_the_chat_has_asked_is_not_offered_below_the_same_answer_in_another_chat(seeds_bot: Bot) -> None:
    answer = seeds_bot.ask(QUESTION)
    tried = FollowUps(seeds_bot)
    tried.of(answer, [QUESTION])
    wait_until(lambda: tried.of(answer, [QUESTION]) is not None)
    offered = (tried.of(answer, [QUESTION]) or ())[0]
    asked = [offered, QUESTION]
    wait_until(lambda: tried.of(answer, asked) is not None)
    assert offered not in (tried.of(answer, asked) or ())


def test_a_question_of_a_visitor_comes_before_those_that_are_tried(seeds_bot: Bot) -> None:
    answer = seeds_bot.ask(QUESTION)
    tried = FollowUps(seeds_bot)
    with tried.paused():
        tried.of(answer, [QUESTION])
        time.sleep(1.5)
        assert tried.of(answer, [QUESTION]) is None
    wait_until(lambda: bool(tried.of(answer, [QUESTION])))


def test_the_follow_ups_of_an_answer_are_given_up_when_the_chat_goes_on(seeds_bot: Bot) -> None:
    answer = seeds_bot.ask(QUESTION)
    tried = FollowUps(seeds_bot)
    with tried.paused():
        tried.of(answer, [QUESTION])
        tried.of(answer, [QUESTION, "Who signed it?"])
    wait_until(lambda: tried.of(answer, [QUESTION]) is not None)
    assert tried.of(answer, [QUESTION]) == ()
    wait_until(lambda: bool(tried.of(answer, [QUESTION, "Who signed it?"])))


def test_nothing_is_tried_below_an_answer_that_is_not_good(seeds_bot: Bot) -> None:
    tried = FollowUps(seeds_bot)
    answer = seeds_bot.ask(QUESTION)
    assert tried.of(replace(answer, confidence=0.5), []) == ()
    assert tried.of(replace(answer, found=False), []) == ()
    assert tried.of(replace(answer, intent="comparison"), []) == ()
