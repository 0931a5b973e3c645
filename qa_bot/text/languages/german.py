"""German."""

from qa_bot.text.languages.language import Language, words

_MONTHS = tuple(
    tuple(names.split())
    for names in (
        "januar jänner jan", "februar feb", "märz mär", "april apr", "mai", "juni jun", "juli jul", "august aug",
        "september sept sep", "oktober okt", "november nov", "dezember dez",
    )
)  # fmt: skip

GERMAN = Language(
    code="de",
    name="German",
    stemmer="german",
    has_capital_nouns=True,
    spellings=(("ß", "ss"), ("ae", "ä"), ("oe", "ö"), ("(?<![aeoqäöü])ue", "ü")),
    letters="äöüßÄÖÜẞ",
    stop_words=words(
        """aber alle allem allen aller alles als also am an auch auf aus bei beim bis bisher da dabei dadurch dafür
        dagegen daher damals damit danach daneben dann daran darauf darin darüber darum das dass davon davor dazu
        dein dem den denen denn der deren des deshalb dessen dich die dies diese diesem diesen dieser dieses dir
        doch dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen gibt hab habe haben hat
        hatte hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in indem ins ist ja jede
        jedem jeden jeder jedes jedoch jemand jetzt kann kein keine können könnte man mehr mein mich mir mit muss
        müssen nach nachdem nicht nichts noch nun nur ob obwohl oder ohne schon sehr sein seine seinem seinen seiner
        seit seitdem selbst sich sie sind so sobald soll sollen sollte solche sondern sowie über um und uns unser
        unter viel viele vom von vor war waren was weil weiter wenn werde werden wieder will wir wird wollen wurde
        wurden während zu zum zur zwar zwischen bitte"""
    ),
    question_words=words(
        """wer wen wem wessen was wann wo wohin woher warum wieso weshalb wie wieviel wieviele welche welchem welchen
        welcher welches womit wofür worüber"""
    ),
    range_words=words("bis und"),
    months=_MONTHS,
    abbreviations=words(
        """med rer nat oec theol vet dent mult hc hr hrn fr frl mag bzw vgl ggf inkl exkl evtl geb gest sog zzgl abzgl
        bspw mio mrd tsd dgl u.a z.b d.h i.d.r v.a z.t u.u h.c s.o s.u o.g a.d i.v n.chr v.chr lt gem ca ungef urspr
        allg bes insb insbes ev kath öffentl städt staatl versch gen maj oberst hl röm fa"""
    ),
    number_abbreviations=words(
        """nr nrn anh bd bde ff nn abs abb tab kap ziff rn az art anm aufl sp st ste str jg hft vers lfd pos"""
    ),
    dangling_words=words(
        """und oder aber der die das dem den des ein eine einem einen einer eines in im mit für von vom zu zum zur bei
        an am auf aus als dass sowie durch über unter nach seit deren dessen ihre ihrer seine seiner"""
    ),
    ordinal_nouns=frozenset(name for names in _MONTHS for name in names)
    | words(
        """jahrhundert jahrhunderts jahrtausend jahr jahres jahrestag lebensjahr tag tages woche monat quartal halbjahr
        auflage ausgabe stock etage klasse liga bundesliga platz rang weltkrieg weltkriegs kapitel artikel mal runde
        spieltag periode legislaturperiode armee division infanterie geburtstag bezirk semester generation
        internationale olympischen"""
    ),
    ordinal_determiners=words(
        """der die das dem den des im vom zum zur beim am jeder jede jedes jeden jedem sein seine ihr ihre ein eine
        einen einem einer ins ans bis"""
    ),
    property_words=words("autor* verfass* schrieb* geschrieben titel* datiert erstellt"),
    question_labels=words("frage f"),
    weekdays=("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    table_labels=words("tabelle"),
    column_words=words(
        "abkürzung abteilung adresse amt anschrift antwort art aufgabe autor bedeutung beschreibung betreff "
        "bezeichnung datum einheit farbe frage funktion größe grund gruppe inhalt jahr kategorie kosten kurs land "
        "leitung lösung material menge monat name nummer ort preis raum rolle sprache stadt status symptom tag "
        "telefon termin thema titel typ ursache verantwortlich verlag wert zeit zimmer zustand zweck übersetzung"
    ),
    sheet_names=words("tabelle"),
)
