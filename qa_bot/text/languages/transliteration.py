"""Letters as English texts write them in names: "Şuşa" and "Шуша" are "Shusha"."""

_CYRILLIC = dict(
    zip("абвгдеёзийклмнопрстуфыэіїґў", "a b v g d e yo z i y k l m n o p r s t u f y e i yi g w".split(), strict=True)
)
_LETTERS = str.maketrans(
    _CYRILLIC
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
    | {"є": "ye", "ş": "sh", "ç": "ch", "ə": "a", "ı": "i"}
)


def transliterated(word: str) -> str:
    """Return a word in lower case, with Cyrillic and Turkic letters as English texts write them."""
    return word.lower().translate(_LETTERS)
