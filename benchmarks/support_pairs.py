"""Pairs of a written sentence and its sources, true and altered, for :mod:`benchmarks.support`.

The pairs of our own documents are in ``tests/golden/support.jsonl``. Those of other people's questions are made here
from files in SQuAD's form, and stay outside the repository: a question and its answer become a sentence by rules, and
each alteration takes its other number, date or name from the same passage where there is one. Articles are divided
into a *fitted* and an *unseen* half by a hash of their title.
"""

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.alterations import ALTERATIONS, BE, DATE, MONTH, NAME, PARTICIPLE, Material
from qa_bot.records import Document
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.passages import split
from qa_bot.text.sentences import sentences

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "support.jsonl"
WRITTEN = GOLDEN.with_name("written.jsonl")
SEEDS = GOLDEN.parent.parent.parent / "seeds"
TRUE_KINDS = frozenset(("paraphrase", "passive", "reordered", "fused", "question", "rewritten", "supports"))
_PASSAGE_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement with the passages it cites; ``kind`` says how it is true, or what is altered."""

    id: str
    set: str
    kind: str
    statement: str
    passages: tuple[str, ...]
    titles: tuple[str, ...] = ()

    @property
    def is_true(self) -> bool:
        """Whether the passages bear the statement out."""
        return self.kind in TRUE_KINDS


def own_pairs() -> list[Pair]:
    """Return the pairs of our own documents, each citing the passages that hold its evidence."""
    found = []
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        text = (SEEDS / item["source"]).read_bytes().decode("utf-8-sig")
        passages = split(Document("", item["source"], "", text), _PASSAGE_CHARACTERS)
        cited = [next(one.text for one in passages if near in one.text) for near in item["near"]]
        found.append(Pair(item["id"], item["set"], item["kind"], item["statement"], tuple(dict.fromkeys(cited))))
    return found


def everyday_pairs() -> list[Pair]:
    """Return the pairs of invented everyday papers: each statement as it is, and with one part of it replaced."""
    found = []
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        for number, statement in enumerate(item["statements"], 1):
            name, text, passages = f"{item['id']}-{number}", statement["text"], (item["passage"],)
            found.append(Pair(name, item["set"], "paraphrase", text, passages))
            found.extend(
                Pair(f"{name}-{kind}", item["set"], kind, text.replace(old, new, 1), passages)
                for kind, (old, new) in statement["altered"].items()
            )
    return found


def claims(path: Path) -> Iterator[Pair]:
    """Yield the claims of Fool Me Twice with their gold sentences: "supports" or "refutes"."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            kind = item["label"].lower()
            evidence = (" ".join(item["gold_evidence"]),)
            yield Pair(item["id"], item["split"], kind, item["claim"], evidence, (item["page"],))


_IRREGULAR = re.compile(rf"\b{PARTICIPLE}\b")


def questions(path: Path) -> Iterator[tuple[str, str, str, int, str, Sequence[str]]]:
    """Yield the article, paragraph, question, place and text of each answer of a file in SQuAD's form."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        data = json.load(file)["data"]
    for article in data:
        paragraphs = [paragraph["context"] for paragraph in article["paragraphs"]]
        for paragraph in article["paragraphs"]:
            for item in paragraph["qas"]:
                if item.get("answers"):
                    answer = item["answers"][0]
                    title = article.get("title") or paragraph["context"][:80]
                    yield (
                        title,
                        paragraph["context"],
                        item["question"].strip(),
                        answer["answer_start"],
                        answer["text"],
                        paragraphs,
                    )


def declared(question: str, answer: str, before: str) -> str | None:
    """Return a question with its answer as a sentence, None where no rule fits."""
    asked = question.rstrip("? ").strip()
    subject = re.match(
        rf"(?:Who|What|Which(?: [a-z]+){{1,2}}|What [a-z]+|How many [a-z]+) (?P<rest>(?:(?:{BE}) )?(?P<verb>\w+)\b.*)",
        asked,
    )
    when = re.match(r"(?P<wh>When|Where|In (?:what|which) \w+) (?P<be>was|were|is|are) (?P<rest>.*)", asked)
    preposition = re.search(r"\b(in|on|at|from|since|during|by)(?: the)? $", before)
    if when:
        rest = when["rest"]
        verb = next((one for one in _IRREGULAR.finditer(rest, 2) if _is_predicate(rest, one)), None)
        if verb:
            lead = preposition[1] if preposition else "in"
            return f"{_capital(rest[: verb.start()])}{when['be']} {rest[verb.start() :]} {lead} {answer}."
        return None
    if not subject or re.match(r"(?:did|does|do)\b", subject["rest"]):
        return None
    rest = subject["rest"]
    is_copula = re.match(r"(?P<be>is|are|was|were) (?P<noun>(?:(?:the|a|an)\b|[A-Z]).*)", rest)
    if is_copula and asked.startswith(("What ", "Who ")):
        return f"{_capital(is_copula['noun'])} {is_copula['be']} {answer}."
    if re.match(
        rf"(?:{BE}|\w+(?:ed|es|s)|won|led|made|held|wrote|built|gave|took|became|came|ran|began|said|sold|lost|sent|found)\b",
        rest,
    ):
        number = "How many" in asked
        noun = re.match(r"How many ([a-z]+)", asked)
        return f"{_capital(answer)}{' ' + noun[1] if number and noun and noun[1] not in answer else ''} {rest}."
    return None


def _is_predicate(rest: str, verb: re.Match[str]) -> bool:
    """Return whether a participle follows a subject, and is no part of it: "the charter granted", "the named one"."""
    before = rest[: verb.start()].split()
    return len(before) <= 6 and before[-1].lower() not in ENGLISH.stop_words and not ENGLISH.auxiliaries & set(before)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rewritten(sentence: str, chance: random.Random) -> str | None:
    """Return a sentence of a source as a model rewrites it: a clause moved, a date or a number written otherwise."""
    lead = re.match(
        r"((?:In|On|After|During|Since|From|By|At) [^,]{4,60}), (?=[A-Z]|the |he |she |it )(.*)\.$", sentence
    )
    if lead and not re.search(r'["“:;]', sentence):
        return f"{_capital(lead[2])} {lead[1][0].lower()}{lead[1][1:]}."
    full = re.search(rf"\b({MONTH}) (\d{{1,2}}), (\d{{4}})\b", sentence)
    if full:
        number = ENGLISH.month_number(full[1])
        forms = (
            f"{full[2]} {full[1]} {full[3]}",
            f"{int(full[2]):02}.{number:02}.{full[3]}",
            f"{full[3]}-{number:02}-{int(full[2]):02}",
        )
        return sentence[: full.start()] + chance.choice(forms) + sentence[full.end() :]
    large = re.search(r"(?<![\d,])(\d{1,3}),(\d{3})\b(?!,)", sentence)
    if large:
        return sentence[: large.start()] + large[1] + large[2] + sentence[large.end() :]
    word = re.search(rf" ({alternation(set(ENGLISH.number_words) - {'one'})}) ", sentence)
    if word:
        return sentence[: word.start(1)] + str(ENGLISH.number_words[word[1].lower()]) + sentence[word.end(1) :]
    return None


def made_pairs(path: Path, seed: int = 17) -> Iterator[Pair]:
    """Yield pairs made of a file in SQuAD's form: true sentences, and each altered in one way."""
    chance = random.Random(seed)  # noqa: S311
    items = list(questions(path))
    chance.shuffle(items)
    names = [name for _, context, *_ in items[:400] for name in NAME.findall(context)]
    predicates = [
        match[1]
        for _, context, *_ in items[:400]
        if (match := re.search(r" ((?:was|were|is|are|has|had) [^,;:()\"“”]{25,90}\.)(?: |$)", context))
    ]
    material = Material([name.removeprefix("the ") for name in names if not DATE.search(name)], predicates)
    for number, (title, context, question, start, answer, paragraphs) in enumerate(items):
        half = "fitted" if int(hashlib.sha256(title.encode()).hexdigest(), 16) % 2 else "unseen"
        pair = Pair(f"{path.name.partition('.')[0]}-{number}", half, "question", "", (context,))
        if chance.random() < 0.3 and len(paragraphs) > 1:
            pair = replace(pair, passages=tuple(dict.fromkeys((context, chance.choice(paragraphs)))))
        statement = declared(question, answer, context[max(0, start - 16) : start])
        if statement and 30 <= len(statement) <= 260 and len(answer) < 80 and _has_all(pair.passages, question):
            yield from _with_alteration(replace(pair, statement=statement), chance, material)
        sentence = next((span.of(context) for span in sentences(context) if span.start <= start < span.end), "")
        rewritten = _rewritten(sentence, chance) if 40 <= len(sentence) <= 260 else None
        if rewritten:
            yield from _with_alteration(replace(pair, kind="rewritten", statement=rewritten), chance, material)


def _has_all(passages: Sequence[str], question: str) -> bool:
    """Return whether passages have the numbers and names of a question: a question may bring its own."""
    text = " ".join(passages).casefold()
    named = re.findall(r"\d[\d,.]*\d|\d|(?<=[\w,] )[A-Z][\w-]{2,}", question)
    return all(word.casefold()[:5] in text for word in named)


def _with_alteration(pair: Pair, chance: random.Random, material: Material) -> Iterator[Pair]:
    """Yield a true pair, and the statement altered in one way that fits it."""
    yield pair
    kinds = list(ALTERATIONS)
    chance.shuffle(kinds)
    for kind in kinds:
        altered = ALTERATIONS[kind](pair.statement, " ".join(pair.passages), chance, material)
        if altered and altered != pair.statement:
            yield replace(pair, id=f"{pair.id}-{kind}", kind=kind, statement=altered)
            return


def sampled(pairs: Iterator[Pair], each: int) -> list[Pair]:
    """Return at most ``each`` pairs of every set and kind."""
    counts: dict[tuple[str, str], int] = {}
    found: list[Any] = []
    for pair in pairs:
        key = pair.set, pair.kind
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= each:
            found.append(pair)
    return found
