"""What questions in other languages than English ask for, and the form of the answers: regular expressions."""

from collections.abc import Mapping

from qa_bot.text.languages import ENGLISH, LANGUAGES
from qa_bot.text.languages.dates import DATE
from qa_bot.text.languages.english_questions import YEAR
from qa_bot.text.languages.language import alternation

MOMENTS: Mapping[str, str] = {
    "de": r"\bwann\b|\bum\swie\s?viel\suhr\b|\bwelche[mnrs]?\s(?:tag|datum|jahr|monat)",
    "tr": r"\bne\szaman|\bhangi\s(?:tarih|gün|yıl|ay)|\bsaat\skaç",
    "az": r"\bnə\s(?:vaxt|zaman)|\bhansı\s(?:tarix|gün|il|ay)|\bsaat\sneçə",
    "ru": r"\bкогда\b|\bкак(?:ого|ом|ой|ая)\s(?:числ|год|месяц|день|дат)|\bво\sсколько\b",
    "uk": r"\bколи\b|\bяк(?:ого|ому|ий|а)\s(?:числ|ро[кц]|місяц|день|дат)|\bо\sкотрій\b",
    "fr": r"\bquand\b|\bquelle?\s(?:est\sla\s)?(?:heure|date|jour|année)\b",
    "es": r"\bcu[áa]ndo\b|\bqué\s(?:hora|día|fecha|año)\b|\bcuál\ses\sla\sfecha\b",
    "it": r"\bquando\b|\bche\s(?:ora|anno|giorno|data)\b",
    "pt": r"\bquando\b|\bque\s(?:horas|ano|dia|data)\b",
    "nl": r"\bwanneer\b|\bhoe\slaat\b|\bwelke?\s(?:jaar|dag|datum)\b",
    "pl": r"\bkiedy\b|\bo\sktórej\b|\bktórym\sroku\b|\bktórego\sdnia\b",
    "ar": r"متى|أي\s(?:عام|سنة|يوم|تاريخ|ساعة)",
    "fa": r"چه\s(?:زمانی|وقت|ساعتی|سالی|تاریخی|روزی)",
    "zh": "什么时候|何时|哪一?[年天日]|几[点月号]",
    "ja": "いつ|何[時年月日曜]",
    "ko": r"언제|몇\s?[시년월일]",
}
"""What a question for a day, a year or a time contains, by the code of its language."""

FIGURES: Mapping[str, str] = {
    "de": r"\bwie\s?viele?n?\b|\bwas\skoste|\bwie\s(?:hoch|lange?|groß|alt|weit|schwer|teuer|oft)\b",
    "tr": r"\bkaç|\bne\skadar\b",
    "az": r"\bneçə|\bnə\sqədər\b",
    "ru": r"\bсколько\b|\bкаков[аоы]?\s(?:цена|стоимость|размер|сумма|численность|длина|высота|площадь)\b",
    "uk": r"\bскільки\b|\bяка\s(?:ціна|вартість|сума|довжина|висота|площа)\b",
    "fr": r"\bcombien\b",
    "es": r"\bcuánt[oa]s?\b",
    "it": r"\bquant[oaie]\b",
    "pt": r"\bquant[oa]s?\b",
    "nl": r"\bhoeveel\b|\bhoe\s(?:lang|hoog|groot|oud|vaak)\b",
    "pl": r"\bile\b|\bilu\b",
    "ar": r"\bكم\b",
    "fa": r"\bچند|چقدر",
    "zh": "多少|几(?![点月号])|多[长高大久远重]",
    "ja": "いくつ|いくら|何[人個台本冊回歳円枚点]|どのくらい",
    "ko": r"몇(?!\s?[시년월일])|얼마",
}
"""What a question for a number or a sum contains."""

SPELLED: Mapping[str, str] = {
    "de": r"\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|hundert|tausend)\w*"
    r"|\b(?:halb|viertel|mittags?|mitternacht|morgens|abends)\b",
    "tr": r"\b(?:iki|üç|dört|beş|altı|yedi|sekiz|dokuz|on|yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan|yüz|bin)"
    r"(?:[dt][ea]n?|[yn]?[eaiıuü]|ş?[ea]r)?\b|\böğle\w*|\bgece\s?yarısı",
    "az": r"\b(?:iki|üç|dörd|beş|altı|yeddi|səkkiz|doqquz|on|iyirmi|otuz|qırx|əlli|altmış|yetmiş|səksən|doxsan|yüz|min)"
    r"(?:d[əa]n?|[yn]?[əaiıuü])?\b|\bgünorta|\bgecə\s?yarısı",
    "ru": r"\b(?:дв[ае]|дву|тр[иё]|четыр|пят[ьи]|шест|семь|семи|восем|восьм|девят|десят|одиннадцат|двенадцат|двадцат"
    r"|тридцат|сорок|тысяч|миллион)\w*|\bсто\b|\bпол(?:день|дня|ночь|ночи|овин\w*)\b",
    "uk": r"\b(?:дв[аі]|двом|тр[иьо]|чотир|п['’]ят|шіст|шест|сім|семи|вісім|восьм|дев['’]ят|десят|одинадцят|дванадцят"
    r"|двадцят|тридцят|сорок|тисяч|мільйон)\w*|\bсто\b|\bпо?лудень\b",
    "fr": r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante"
    r"|soixante|cents?|mille|midi|minuit)\b",
    "es": r"\b(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta|cuarenta|cincuenta"
    r"|sesenta|cien|ciento|mil|mediodía|medianoche)\b",
    "it": r"\b(?:due|tre|quattro|cinque|sette|otto|nove|dieci|undici|dodici|quindici|venti|trenta|quaranta|cinquanta"
    r"|sessanta|cento|mille|mezzogiorno|mezzanotte)\b",
    "pt": r"\b(?:dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|quinze|vinte|trinta|quarenta|cinquenta"
    r"|sessenta|cem|cento|mil|meio-dia|meia-noite)\b",
    "nl": r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|veertig|vijftig|honderd"
    r"|duizend|middag|middernacht)\b",
    "pl": r"\b(?:dw[aóu]|dwie|trz[ye]|czter|pięć|pięci|sześ|siedem|siedmi|osiem|ośmi|dziewię|dziesię|jedenast|dwunast"
    r"|dwudziest|trzydzie|tysi|milion)\w*|\bsto\b",
    "ar": r"\b(?:اثن|ثلاث|أربع|خمس|ست|سبع|ثماني|تسع|عشر|مئة|مائة|ألف|نصف|الثاني|الثالث|الراب|الخامس|السادس|السابع"
    r"|الثامن|التاسع|العاشر)\w*",
    "fa": r"\b(?:دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|یازده|دوازده|بیست|سی|چهل|پنجاه|صد|هزار)\b",
    "zh": "[一二三四五六七八九十百千万两]+[^，。\\s]",
    "ja": "[一二三四五六七八九十百千万]+[^、。\\s]",
    "ko": r"(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|스물|백|천|만)\s?[시명개년월일번권장원]|정오|자정",
}
"""Spelled numbers and hours of texts, by the code of their language."""

_WEEKDAYS = alternation(day for language in LANGUAGES for day in language.weekdays)
_FURTHER_WEEKDAYS = (
    r"\b(?:понедельник|вторник|сред[ауы]\b|четверг|пятниц|суббот|воскресень|понеділ|вівтор|серед[ауи]\b|четвер|п['’]ятниц"
    r"|субот|неділ|bazar|çərşənbə|cümə|şənbə|segunda-|terça-|quarta-|quinta-|sexta-|sábado|domingo|maandag|dinsdag"
    r"|woensdag|donderdag|vrijdag|zaterdag|zondag|poniedział|wtor|środ|czwart|piąt|sobot|niedziel)"
    r"|星期[一二三四五六日天]|周[一二三四五六日]|[月火水木金土日]曜|[월화수목금토일]요일|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت"
)
"""Stems of weekdays in languages that inflect them, and in those whose weekdays are known for nothing else."""
DAY_OR_TIME = rf"""{DATE.pattern}
    |\b\d{{1,2}}[:.]\d{{2}}(?:\s?(?:Uhr|h)\b)?(?![\d.])|\b\d{{1,2}}\s?(?:Uhr|h)\b|\d{{1,2}}[点點時시](?:\d{{1,2}}分|半)?"""
"""A day or a time of day in any language."""
MOMENT = rf"{DAY_OR_TIME}|\b(?:{_WEEKDAYS})\b|{_FURTHER_WEEKDAYS}|\b{YEAR}\b|\d{{4}}年"
"""The same, a weekday or a year."""
_SIGN = "[%$€£₺₼₽¥]"
_NO_YEAR = rf"(?!{YEAR}(?![\d.,]*\s?{_SIGN}))"
_UNITS = "|".join(
    r"""euros? eur usd azn tl dol+ar\w* dólar\w* lira\w* manat\w* franken francs? руб\w* доллар\w* евро грн zł\w* m km
    kg cm mm ha met[er]\w* mètres? metr\w* метр\w* км кг kilom\w* kilog\w* tonn\w* тонн\w* hektar\w* grad degrés grados
    gradi градус\w* derece prozent процент\w* jahre?n? monate?n? wochen? tage?n? stunden? minuten? ans? années? mois
    semaines? jours? heures? minutes? años? meses semanas? días? horas? anni mesi settimane giorni ore yıl ay hafta gün
    saat dakika лет год\w* месяц\w* недел\w* дн\w+ час\w* минут\w* il həftə dəqiqə""".split()
)
_UNIT = rf"(?:\s?(?:{_SIGN}|(?:{_UNITS})\b|年|个?月|天|小时|元|块|円|人|時間|분|시간|원|명))?"
FIGURE = rf"""(?:{_SIGN}\s?)?(?<![\d.,]){_NO_YEAR}\d[\d.,\u00a0\u202f]*(?<![.,\u00a0\u202f]){_UNIT}
    |(?<![\w-])(?:{alternation(ENGLISH.number_words)})(?![\w-])"""
"""A number in any language, with a sign or a unit behind it."""
