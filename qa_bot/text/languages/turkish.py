"""Turkish."""

from qa_bot.text.languages.language import Language, words

TURKISH = Language(
    code="tr",
    name="Turkish",
    frequent_words=words(
        """ve bir bu için ile olarak olan da de daha çok gibi kadar sonra en her ne nasıl hangi kim zaman nerede kaç
        mi mı ise olduğu tarafından göre ilk değil var ya veya ancak oldu olduğunu eden onun"""
    ),
    letters="ğışİĞŞ",
    abbreviations=words("dr prof doç av sn yrd müh op uzm öğr bkz"),
)
