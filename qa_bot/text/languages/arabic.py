"""Arabic."""

from qa_bot.text.languages.language import Language, words

ARABIC = Language(
    code="ar",
    name="Arabic",
    frequent_words=words(
        "في من على إلى عن أن إن هذا هذه التي الذي كان كانت ما متى أين كيف كم لماذا هل ماذا مع بعد قبل بين أو ثم"
    ),
    letters="\u0600-\u06ff",
)
