import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.plain_text import read
from tests.cost import assert_linear
from tests.strategies import texts

LIMITS = Limits()

TURKISH = "Türkiye'nin başkenti Ankara'dır. Çocuklar öğleden sonra bahçede oynarken yağmur başladı. Işıklar söndü."
RUSSIAN = "Москва - столица России, крупнейший город страны. Война закончилась осенью, и солдаты вернулись домой."
GREEK = "Η πρωτεύουσα της Ελλάδας είναι η Αθήνα. Ο πόλεμος τελείωσε το φθινόπωρο και γύρισαν όλοι στα σπίτια τους."
GERMAN = "Die Straße nach Köln führt über die Brücke, und während des Krieges mußten die Bürger dort übernachten."
POLISH = "Warszawa jest stolicą Polski. Wojna skończyła się jesienią, a żołnierze wrócili do domów. Zażółć gęślą jaźń."
FRENCH = "La guerre s'est terminée à l'automne. Où êtes-vous allés ? Le garçon a bu du thé glacé près de la forêt."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy. Praha je hlavní město České republiky a leží na řece Vltavě."
JAPANESE = "東京は日本の首都であり、世界最大の都市のひとつである。戦争は秋に終わった。"


def failure_of(data: bytes) -> str:
    with pytest.raises(FileUnreadable) as caught:
        read(data, LIMITS)
    return str(caught.value)


@given(texts.filter(lambda text: "\0" not in text))
@example("")
@example("One.\r\nTwo.\rThree.\n\r\n")
@example("\u2028 \x85\x0c")
def test_text_in_utf8_is_unchanged_and_has_no_note(text: str) -> None:
    sound = "It is text, and has enough of it to be told from rubbish. " * 60
    assert read((sound + text).encode(), LIMITS) == Extraction(sound + text)


def test_a_byte_order_mark_is_no_text_and_only_the_first_is_taken_off() -> None:
    assert read(b"\xef\xbb\xbfOne.\r\nTwo.", LIMITS) == Extraction("One.\r\nTwo.")
    assert read("\ufeff\ufeffOne.".encode(), LIMITS).text == "\ufeffOne."


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_utf_16_and_utf_32_are_read_and_noted(encoding: str, note: str) -> None:
    text = "The war ended in “autumn” at Köln.\r\n🙂"
    assert read(text.encode(encoding), LIMITS) == Extraction(text, note=f"read as {note} text")


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff"])
def test_a_byte_order_mark_before_other_text_is_refused(mark: bytes) -> None:
    assert "it begins like UTF-" in failure_of(mark + b"\xd8\x3d\xdc")


@pytest.mark.parametrize(
    ("text", "encoding", "note"),
    [
        (TURKISH, "windows-1254", "windows-1254"),
        (TURKISH, "iso8859-9", "windows-1254"),
        (RUSSIAN, "windows-1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "iso8859-5", "ISO-8859-5"),
        (RUSSIAN, "cp866", "CP866"),
        (GREEK, "windows-1253", None),
        (GREEK, "iso8859-7", None),
        (GERMAN, "latin-1", "windows-1252"),
        (POLISH, "windows-1250", "windows-1250"),
        (POLISH, "iso8859-2", "ISO-8859-2"),
        (FRENCH, "latin-1", "windows-1252"),
        (CZECH, "windows-1250", "windows-1250"),
        (CZECH, "iso8859-2", "ISO-8859-2"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        ("髙橋さんの電話は①番です。", "cp932", "Windows-31J"),
        ("名前,部屋\n髙橋淳,12\n佐藤太郎,30\n", "cp932", "Windows-31J"),
        ("橋本さんの電話は①番です。会議は東京で開かれます。", "euc_jis_2004", "EUC-JP"),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP"),
        ("Міст збудовано в 1931 році. Її архітектор Ґанна.", "koi8_u", "KOI8-U"),
        ("Le pont fut bâti en été, à côté du château", "mac_roman", "Macintosh"),
        ("Le pont fut bâti en été, à côté du château", "cp850", "CP850"),
        ("İlçe belediyesi Göktürk Parkı için ayırdı. Şantiye şefi Çağrı Öğüt", "cp857", "CP857"),
        ("It’s a “quoted” thing – really, the war ended in 1990…", "windows-1252", "windows-1252"),
    ],
)
def test_legacy_encodings_are_detected_by_language_and_noted(text: str, encoding: str, note: str | None) -> None:
    extract = read(text.encode(encoding), LIMITS)
    assert extract.text == text
    assert extract.note == f"read as {note} text" or (note is None and extract.note)


@pytest.mark.parametrize(
    "word", "Türkiye über Müller señor ñ Straße Köln café Été naïve Ångström À 10°C £5 São_Paulo Österreich".split()
)
def test_a_lone_western_word_has_its_letters(word: str) -> None:
    assert read(word.encode("latin-1"), LIMITS).text == word


def test_a_word_in_a_short_table_has_its_letters_and_a_baltic_text_its_own() -> None:
    for word in ("Tromsø", "Malmö", "Zürich"):
        text = f"Town;People;Area\nBergen;291940;464,7\n{word};78745;2521,3\n"
        assert read(text.encode("cp1252"), LIMITS).text == text
    text = "Mūsų šalies sostinė yra Vilnius, o didžiausias uostas – Klaipėda. Žmonės čia gyvena nuo seno, įvairiai."
    assert read(text.encode("cp1257"), LIMITS).text == text


@pytest.mark.parametrize(
    ("word", "encoding"),
    [("Москва", "windows-1251"), ("Москва", "koi8-r"), ("Αθήνα", "windows-1253"), ("Łódź", "cp1250")],
)
def test_a_lone_word_of_another_script_has_its_letters(word: str, encoding: str) -> None:
    assert read(word.encode(encoding), LIMITS).text == word


def test_a_broken_byte_in_utf8_leaves_the_other_letters_whole() -> None:
    data = TURKISH.encode() + b"\xff" + TURKISH.encode()
    assert read(data, LIMITS) == Extraction(f"{TURKISH}\ufffd{TURKISH}", note="1 place shown as �: not UTF-8")
    assert read(data + b"\xc3", LIMITS).note == "2 places shown as �: not UTF-8"


def test_a_broken_byte_in_japanese_leaves_the_other_letters_whole() -> None:
    extract = read((JAPANESE * 3).encode("shift_jis")[:-1], LIMITS)
    assert extract == Extraction((JAPANESE * 3)[:-1] + "\ufffd", note="read as Shift_JIS text, 1 place shown as �")


def test_the_letters_that_determine_an_encoding_are_found_far_into_a_file() -> None:
    ascii_text = "The war ended in autumn.\n" * 20_000
    assert read(f"{ascii_text}{RUSSIAN}\n{ascii_text}".encode("koi8-r"), LIMITS).note == "read as KOI8-R text"


@pytest.mark.parametrize(
    "data", [b"ab\0c", b"The war\0ended.", "Köln".encode("latin-1") + b"\0", "a\0b".encode("utf-16")]
)
def test_text_with_a_nul_byte_is_none(data: bytes) -> None:
    assert failure_of(data) == "it is not text: it holds NUL bytes"


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_text(seed: int) -> None:
    data = random.Random(seed).randbytes(500).replace(b"\0", b"a")
    assert failure_of(data) == "it is not text: too much of it is no character"


def test_control_characters_are_no_text_though_they_are_utf8() -> None:
    assert "it is not text" in failure_of(b"\x01\x02ab" * 50)
    assert read(b"\x1b[31mred\x1b[0m\x0c and so on, and so on, a\x08nd so on\n" * 3, LIMITS).note == ""


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
def test_a_text_that_is_empty_is_left_to_others(data: bytes) -> None:
    assert read(data, LIMITS).text.strip() == ""


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xff")
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    try:
        extract = read(data, LIMITS)
        is_fine = "\0" not in extract.text and extract.text.encode() is not None
    except FileUnreadable as error:
        is_fine = len(str(error).splitlines()) == 1
    assert is_fine


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_a_line_of_ten_million_characters_costs_four_times_a_quarter_of_it(encoding: str) -> None:
    quarter, whole = (("é word " * count).encode(encoding) for count in (375_000, 1_500_000))
    assert_linear(lambda data: read(data, LIMITS), quarter, whole)
    assert len(read(whole, LIMITS).text) == 10_500_000
