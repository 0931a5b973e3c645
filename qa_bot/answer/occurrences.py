"""Find every passage that has the words of a request: "Which documents mention the harbour?"."""

import re
from collections.abc import Sequence

from qa_bot.answer.open_index import OpenIndex
from qa_bot.answer.request import Request
from qa_bot.records import Answer, Hit, Occurrences
from qa_bot.text.wording import fold

_MOST_HITS = 50
_QUOTED = re.compile(r"[\"“„«]([^\"”“»]+)[\"”“»]")
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"(?:the|a|an|any|every|all)\s+", re.IGNORECASE)


def find_occurrences(request: Request, index: OpenIndex, within: Sequence[str] | None = None) -> Answer | None:
    """Return the count of all passages with every word of the request's subject, and the first 50 as hits.

    Passages with the exact phrase come first; of a subject in quotation marks, only these count. None where the request
    asks for no occurrences, or for those of stop words.
    """
    if request.intent != "occurrences" or not index.keyword_search.terms(request.subject):
        return None
    quoted = _QUOTED.search(request.subject)
    subject = quoted[1] if quoted else _ARTICLE.sub("", request.subject.strip(), count=1)
    words = map(re.escape, _WORD.findall(fold(subject)))
    phrase = re.compile(r"(?<!\w)" + r"\W+".join(words) + r"(?!\w)")
    found = [(bool(phrase.search(fold(one.text))), one) for one in index.keyword_search.containing(subject, within)]
    ordered = [one for exact, one in sorted(found, key=lambda pair: not pair[0]) if exact or not quoted]
    return Answer(
        question=request.text,
        searched=subject,
        found=False,
        confidence=0.0,
        hits=tuple(Hit(index.renamed(one), 1.0, {"words": rank}) for rank, one in enumerate(ordered[:_MOST_HITS], 1)),
        is_near=bool(ordered),
        intent="occurrences",
        missing=() if ordered else (subject,),
        occurrences=Occurrences(len(ordered), len({one.document_id for one in ordered})),
    )
