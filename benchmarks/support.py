"""Distinguish altered sentences from true ones: ``python -m benchmarks.support [FILE …] [--claims FILE]``.

Without a file, measures the pairs of our own documents (``tests/golden/support.jsonl``). Each ``FILE`` is one in
SQuAD's form, of which pairs are made; ``--claims`` is a file of Fool Me Twice (one JSON object a line, gzip). Prints
for each set and kind how many pairs are flagged as not supported: of the true ones none should be, of the others all.
The *fitted* pairs were looked at when the rules were written; of the *unseen* ones only these counts were read.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.support_pairs import Pair, claims, everyday_pairs, made_pairs, own_pairs, sampled
from qa_bot.answer.support import Support, check_support

EACH = 100
"""Pairs of each set and kind that are made of a file."""
STRICT = ("number", "date", "name", "negation")


def checked(pair: Pair) -> Support:
    """Return the support of a pair's statement by all of its passages."""
    return check_support(pair.statement, pair.passages, range(len(pair.passages)), pair.titles)


def counts(pairs: Iterable[Pair]) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Return by set and kind how many pairs are flagged, and how many there are."""
    found: defaultdict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for pair in pairs:
        flagged, every = found[pair.set, pair.kind]
        found[pair.set, pair.kind] = flagged + (not checked(pair).is_supported), every + 1
    return found


def shares(pairs: Iterable[Pair]) -> dict[str, float]:
    """Return the share that is flagged of the true ones, of the strict kinds, and of all altered ones."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for pair in pairs:
        flagged = not checked(pair).is_supported
        groups = ["true"] if pair.is_true else ["altered", *(["strict"] if pair.kind in STRICT else [])]
        for group in groups:
            sums[group][0] += flagged
            sums[group][1] += 1
    return {group: flagged / every for group, (flagged, every) in sums.items()}


def _print(name: str, pairs: list[Pair]) -> None:
    for subset in sorted({pair.set for pair in pairs}):
        chosen = [pair for pair in pairs if pair.set == subset]
        found = counts(chosen)
        print(f"\n{name}, {subset}: {len(chosen)} pairs")
        for label, is_true in (("true", True), ("altered", False)):
            kinds = sorted({pair.kind for pair in chosen if pair.is_true == is_true})
            flagged, every = (sum(found[subset, kind][place] for kind in kinds) for place in (0, 1))
            print(f"  {label}: {flagged} of {every} flagged ({flagged / max(1, every):.3f})")
            print("    " + ", ".join(f"{kind} {found[subset, kind][0]}/{found[subset, kind][1]}" for kind in kinds))
        strict = [found[subset, kind] for kind in STRICT if (subset, kind) in found]
        if strict:
            flagged, every = (sum(one[place] for one in strict) for place in (0, 1))
            print(f"  {', '.join(STRICT)}: {flagged} of {every} ({flagged / every:.3f})")


def _print_wrong(pairs: Iterable[Pair]) -> None:
    for pair in pairs:
        support = checked(pair)
        if pair.set in ("fitted", "dev") and support.is_supported != pair.is_true:
            print(f"\n{pair.id} {pair.kind}: {pair.statement}\n   {'; '.join(support.reasons) or 'supported'}")
            print("   | " + "\n   | ".join(pair.passages))


def main() -> None:
    """Print the counts, and with ``--wrong`` the fitted pairs that are judged wrongly."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--each", type=int, default=EACH)
    arguments = parser.parse_args()
    groups = {"our documents": own_pairs(), "everyday papers": everyday_pairs()}
    groups = {} if arguments.files or arguments.claims else groups
    groups |= {path.name: sampled(made_pairs(path), arguments.each) for path in arguments.files}
    groups |= {arguments.claims.name: list(claims(arguments.claims))} if arguments.claims else {}
    for name, pairs in groups.items():
        if arguments.wrong:
            _print_wrong(pairs)
        else:
            _print(name, pairs)


if __name__ == "__main__":
    main()
