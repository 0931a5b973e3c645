import pytest

from qa_bot.text.languages import ENGLISH, LANGUAGES, NEUTRAL, detect, detect_part, language_name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Which ministers met on the island?", "en"),
        ("The bakery opens at seven and closes at noon.", "en"),
        ("Welche Minister haben sich auf der Insel getroffen?", "de"),
        ("Die Bäckerei öffnet um sieben und schließt am Mittag.", "de"),
        ("Adada hangi bakanlar bir araya geldi?", "tr"),
        ("Fırın sabah yedide açılır ve öğlen kapanır.", "tr"),
        ("Adada hansı nazirlər görüşdü?", "az"),
        ("Çörəkxana səhər yeddidə açılır və günorta bağlanır.", "az"),
        ("Какие министры встретились на острове?", "ru"),
        ("Пекарня открывается в семь часов.", "ru"),
        ("Quels ministres se sont réunis sur cette île ?", "fr"),
        ("La boulangerie ouvre à sept heures et ferme dans la soirée.", "fr"),
        ("¿Qué ministros se reunieron en la isla?", "es"),
        ("La panadería abre a las siete y cierra por la noche.", "es"),
        ("Quali ministri si sono riuniti nella capitale?", "it"),
        ("Quais ministros se reuniram na ilha?", "pt"),
        ("Welke ministers hebben elkaar op het eiland ontmoet?", "nl"),
        ("ما هي الجزيرة التي اجتمع فيها الوزراء؟", "ar"),
        ("哪些部长在岛上会面？", "zh"),
        ("島で会った大臣は誰ですか。", "ja"),
        ("Who is Лавров?", "en"),
    ],
)
def test_a_sentence_is_in_the_language_of_its_words(text: str, code: str) -> None:
    assert detect(text).code == code


@pytest.mark.parametrize("text", ["", "42 %", "Kestrel Borealis 2021", "Müller", "\0\0"])
def test_a_text_that_could_be_in_any_language_has_the_default(text: str) -> None:
    assert detect(text) is NEUTRAL
    assert detect(text, ENGLISH) is ENGLISH


def test_a_long_text_is_read_in_its_middle_too() -> None:
    body = "Der Kran steht auf der Werft und wird von zwei Leuten bedient. " * 400
    assert detect("Table of contents for the reader\n" + body).code == "de"


def test_each_language_has_a_code_of_its_own_and_words_in_lower_case() -> None:
    codes = [language.code for language in LANGUAGES]
    assert len(set(codes)) == len(codes)
    for language in LANGUAGES:
        assert all(word == word.lower() for word in language.stop_words | language.question_words)
        assert language.stop_words or language.letters, language.name


@pytest.mark.parametrize(("name", "number"), [("January", 1), ("sept", 9), ("DEC", 12), ("may", 5)])
def test_a_month_has_its_number(name: str, number: int) -> None:
    assert ENGLISH.month_number(name) == number


def test_a_name_of_no_month_has_no_number() -> None:
    with pytest.raises(ValueError, match="not in list"):
        ENGLISH.month_number("summer")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hvornår åbner biblioteket, og hvem er leder af det?", "da"),
        ("Når åpner biblioteket, og hva heter lederen av det?", "no"),
        ("När öppnar biblioteket och vem är chef där?", "sv"),
        ("Milloin kirjasto avataan ja kuka on sen johtaja?", "fi"),
        ("Mikor nyit a könyvtár, és ki az igazgató?", "hu"),
        ("Când se deschide biblioteca și cine este directorul?", "ro"),
        ("Kiedy otwiera się biblioteka i kto jest jej dyrektorem?", "pl"),
        ("Kdy se otevírá knihovna a kdo je její ředitel?", "cs"),
        ("Коли відкривається бібліотека і хто її директор?", "uk"),
        ("Кога се отваря библиотеката и кой е директорът?", "bg"),
        ("Сколько книг в новой библиотеке?", "ru"),
        ("Πότε ανοίγει η βιβλιοθήκη;", "el"),
        ("کتابخانه چه ساعتی باز می شود؟", "fa"),
        ("متى تفتح المكتبة؟", "ar"),
        ("מתי נפתחת הספרייה?", "he"),
        ("पुस्तकालय कब खुलता है?", "hi"),
        ("நூலகம் எப்போது திறக்கும்?", "ta"),
        ("ห้องสมุดเปิดกี่โมง", "th"),
        ("도서관은 몇 시에 열어요?", "ko"),
        ("Kütüphanenin müdürü kim?", "tr"),
        ("Wer schrieb „The Art of the Bridge and the River“?", "de"),
        ("《The Art of the Bridge》是谁写的？", "zh"),
        ("“Köprü ve Nehir”", "tr"),
    ],
)
def test_a_short_question_is_in_the_language_of_its_own_words(text: str, code: str) -> None:
    assert detect(text).code == code


def test_a_part_is_in_the_language_of_the_whole_unless_another_is_plain() -> None:
    german = "Der Kran steht auf der Werft und wird von zwei Leuten bedient, die nicht aus der Stadt sind."
    assert detect_part(german, ENGLISH).code == "de"
    assert detect_part("San José; Costa Rica; La Paz; El Alto", ENGLISH) is ENGLISH
    assert detect_part("Population: 45,000", ENGLISH) is ENGLISH
    assert detect_part("Erdoğan ve İlham Əliyev met on the island of the kings.", ENGLISH) is ENGLISH
    assert detect_part("1987", NEUTRAL) is NEUTRAL


def test_languages_have_names() -> None:
    assert (language_name("tr"), language_name("sv"), language_name(""), language_name("xx")) == (
        "Turkish",
        "Swedish",
        "",
        "",
    )
