"""Read question sets in SQuAD's format as chunks of text with their questions, in tokens.

A chunk is what the bot retrieves, a run of sentences of at most 1,000 characters. Offsets are numbers of tokens within
their chunk.
"""

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qa_bot.models.minilm import MODEL
from qa_bot.text.sentences import sentences
from training.altered import altered
from training.negatives import add_negatives

CHUNK_CHARACTERS = 1000
LONGEST_QUESTION = 48
"""Tokens; the rest of a question is not read."""
_LONGEST_TITLE = 16
_INSERTED = 0.1  # of the chunks get a question as a line of their own, as a list of questions and answers has
_TITLED = 0.05  # get their title as a heading
_ALTERED = 0.15  # of the answerable questions are also asked so altered that nothing answers them
_SEED = 18


@dataclass(slots=True)
class Question:
    """A question on a chunk.

    Attributes:
        ids: Its tokens.
        start, end: The first and last token of its answer; -1 where the chunk does not answer it.
        is_sentence: Whether the answer is given as a whole sentence, without a short span.
        negatives: Sentences of the same article that resemble it and do not answer: numbers of chunk and sentence.
    """

    ids: list[int]
    start: int
    end: int
    is_sentence: bool = False
    answers: tuple[str, ...] = ()
    negatives: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Chunk:
    """A run of sentences: its tokens, the first token of each sentence, and what is asked about it."""

    ids: list[int]
    borders: list[int]
    questions: list[Question]
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Article:
    """An article: its title's tokens and its chunks."""

    source: str
    title: list[int]
    chunks: list[Chunk]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A file of questions and how it is used.

    Attributes:
        name: The file's name.
        share: The part of its articles that one pass of the training reads.
        articles_of: The file whose articles alone are read, empty for all.
    """

    name: str
    share: float = 1.0
    articles_of: str = ""


SETS = (
    QuestionSet("squad11_train_rebuilt.json.gz", share=0.25),
    QuestionSet("squad2_dev_otherhalf_noxquad.json.gz"),
    QuestionSet("squad_train_part.json.gz", share=0.25),
    QuestionSet("adversarialqa_dev_noxquad.json.gz", articles_of="squad2_dev_otherhalf_noxquad.json.gz"),
    QuestionSet("tydiqa_goldp_english.json.gz", share=0.6),
    QuestionSet("nq_open_oracle.json.gz", share=0.7),
    QuestionSet("selqa_sentences.json.gz", share=0.6),
    QuestionSet("quoref_contrast.json.gz", share=0.6),
    QuestionSet("reddit.json", share=0.5),
)
"""What is trained on. Kept out, to measure and fit on: the other half of SQuAD 2's development set, the rest of SQuAD
1.1's, two of the three shift sets, PolicyQA and COVID-QA."""


def read_json(path: Path) -> list[Any]:
    """Return the articles of a file in SQuAD's format."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        articles: list[Any] = json.load(file)["data"]
    return articles


def read_articles(folder: Path, question_set: QuestionSet, generator: random.Random) -> Iterator[Article]:
    """Yield the articles of a file, prepared."""
    wanted = {one["title"] for one in read_json(folder / question_set.articles_of)} if question_set.articles_of else ()
    is_sentence = question_set.name.startswith("selqa")
    tokenize = MODEL.read_tokenizer()
    for article in read_json(folder / question_set.name):
        if wanted and article["title"] not in wanted:
            continue
        title = article["title"].rpartition("/")[2].replace("_", " ")
        paragraphs = with_altered(article["paragraphs"], generator)
        paragraphs = [varied(paragraph, title, generator) for paragraph in paragraphs]
        chunks = [chunk for paragraph in paragraphs for chunk in chunks_of(paragraph, is_sentence=is_sentence)]
        if any(chunk.questions for chunk in chunks):
            yield Article(question_set.name, tokenize(title).ids[:_LONGEST_TITLE], chunks)


def with_altered(paragraphs: Sequence[Any], generator: random.Random) -> list[Any]:
    """Return the paragraphs with some more questions, which are not answered."""
    texts = [paragraph["context"] for paragraph in paragraphs]
    found = []
    for paragraph in paragraphs:
        asked = [one["question"] for one in paragraph["qas"] if generator.random() < _ALTERED and one["answers"]]
        made = [altered(one, paragraph["context"], texts, generator) for one in asked]
        more = [{"question": one, "answers": [], "is_impossible": True} for one in made if one]
        found.append({"context": paragraph["context"], "qas": [*paragraph["qas"], *more]})
    return found


def varied(paragraph: Any, title: str, generator: random.Random) -> Any:
    """Return the paragraph, sometimes with its title or one of its questions as a line before a sentence."""
    draw = generator.random()
    if draw >= _INSERTED + _TITLED or not paragraph["qas"]:
        return paragraph
    context = paragraph["context"]
    spans = sentences(context)
    is_title = draw >= _INSERTED
    line = title if is_title else generator.choice(paragraph["qas"])["question"].strip()
    place = 0 if is_title else generator.choice(spans).start
    inserted = f"{line}\n"
    questions = []
    for asked in paragraph["qas"]:
        kept = [
            one for one in asked["answers"] if not one["answer_start"] < place < one["answer_start"] + len(one["text"])
        ]
        moved = [
            {**one, "answer_start": one["answer_start"] + len(inserted) * (one["answer_start"] >= place)}
            for one in kept
        ]
        if moved or asked.get("is_impossible"):
            questions.append({**asked, "answers": moved})
    return {"context": context[:place] + inserted + context[place:], "qas": questions}


def chunks_of(paragraph: Any, *, is_sentence: bool) -> Iterator[Chunk]:
    """Yield a paragraph's runs of sentences."""
    context, run = paragraph["context"], []
    for span in [*sentences(context), None]:
        if run and (span is None or span.end - run[0].start > CHUNK_CHARACTERS):
            yield _chunk(paragraph, run, is_sentence=is_sentence)
            run = []
        if span is not None:
            run.append(span)


def _chunk(paragraph: Any, run: Sequence[Any], *, is_sentence: bool) -> Chunk:
    tokenize = MODEL.read_tokenizer()
    begin, end = run[0].start, run[-1].end
    text = paragraph["context"][begin:end]
    ids, offsets = tokenize(text)
    borders = [next((n for n, (s, _) in enumerate(offsets) if s >= span.start - begin), len(ids)) for span in run]
    questions = []
    for asked in paragraph["qas"]:
        answers = [] if asked.get("is_impossible") else asked["answers"]
        inside = [a for a in answers if begin <= a["answer_start"] and a["answer_start"] + len(a["text"]) <= end]
        if answers and not inside:
            continue
        first = last = -1
        if inside:
            start = inside[0]["answer_start"] - begin
            stop = start + len(inside[0]["text"].rstrip())
            covered = [n for n, (s, e) in enumerate(offsets) if s < stop and e > start]
            if not covered:
                continue
            first, last = covered[0], covered[-1]
        texts = tuple({one["text"].strip().casefold() for one in inside})
        question_ids = tokenize(asked["question"].strip()).ids[:LONGEST_QUESTION]
        questions.append(Question(question_ids, first, last, is_sentence, texts))
    return Chunk(ids, borders, questions, [text[span.start - begin : span.end - begin].casefold() for span in run])


def prepare(folder: Path) -> list[Article]:
    """Return all articles that are trained on, with the negatives of their questions."""
    generator = random.Random(_SEED)  # noqa: S311 - a sample, no secret
    articles = [article for one in SETS for article in read_articles(folder, one, generator)]
    for article in articles:
        add_negatives(article)
        for chunk in article.chunks:
            chunk.texts = []
    return articles
