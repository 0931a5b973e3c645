"""Japanese, whose words no spaces separate."""

from qa_bot.text.languages.language import Language, words

JAPANESE = Language(
    code="ja",
    name="Japanese",
    letters="\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff",  # its own syllables, and Chinese characters
    has_spaces=False,
    density=2.0,
    stop_words=words(
        "の に は を た が で て と し れ さ ある いる も する から な こと として い や など なり これ それ その この"
    ),
    question_words=words("誰 何 いつ どこ どの どれ なぜ どう いくつ いくら か"),
    months=tuple((f"{number}月",) for number in range(1, 13)),
    after_quotation="[とっ、。]|など|の",
    sheet_names=words("シート"),
)
