"""Chinese, whose words no spaces part."""

from qa_bot.text.languages.language import Language

CHINESE = Language(code="zh", name="Chinese", letters="\u3400-\u4dbf\u4e00-\u9fff", has_spaces=False)
