"""What the scripted language model writes on a question about the repository's documents."""

from collections.abc import Callable

from tests.language_server import Prompt, Reply

QUESTION = "When was the Shusha Declaration signed?"
DATE = "June 15, 2021"
PROVEN = f"The Shusha Declaration was signed on {DATE}."
INVENTED = "It was <b>signed</b> in the rain."


def writes(*after: str) -> Callable[[Prompt], Reply]:
    """A script that writes a sentence that is proven, one that is not, and then ``after``."""

    def script(prompt: Prompt) -> Reply:
        cited = next(number for number, text in prompt.passages.items() if DATE in text)
        return Reply([PROVEN.removesuffix("."), f" [{cited}]. {INVENTED.removesuffix('.')} [{cited}].", *after])

    return script
