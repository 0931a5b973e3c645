"""Azerbaijani in Latin letters."""

from qa_bot.text.languages.language import Language, words

AZERBAIJANI = Language(
    code="az",
    name="Azerbaijani",
    frequent_words=words(
        """və bir bu üçün ilə olan olaraq da də daha çox kimi qədər sonra ən hər nə necə hansı kim vaxt harada neçə mi
        mı isə olduğu tərəfindən görə ilk deyil var ya lakin oldu edən onun ki dir dır"""
    ),
    letters="əƏğışİĞŞ",
)
