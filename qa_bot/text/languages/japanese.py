"""Japanese, whose words no spaces part."""

from qa_bot.text.languages.language import Language

JAPANESE = Language(
    code="ja",
    name="Japanese",
    letters="\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff",  # its own syllables, and Chinese characters
    has_spaces=False,
)
