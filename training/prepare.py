"""Prepare the question sets: ``python -m training.prepare DATA OUT`` writes all that the training needs to one file."""

import argparse
import pickle
from pathlib import Path

from training.data import SETS, prepare


def main() -> None:
    """Read the command line and write the prepared articles."""
    parser = argparse.ArgumentParser(description="Prepare the question sets for training.")
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    articles = prepare(options.data)
    with options.out.open("wb") as file:
        pickle.dump(articles, file)
    for one in SETS:
        chunks = [chunk for article in articles if article.source == one.name for chunk in article.chunks]
        print(one.name, len(chunks), "chunks", sum(len(chunk.questions) for chunk in chunks), "questions")


if __name__ == "__main__":
    main()
