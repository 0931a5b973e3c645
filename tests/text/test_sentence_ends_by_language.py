"""Sentence ends in languages other than English; `|` marks each end within a text."""

import pytest

from qa_bot.text.languages import LANGUAGES
from qa_bot.text.sentences import sentences

EXAMPLES = {
    "de": [
        "Der Leuchtturm wurde am 7. August 1902 eingeweiht.| Er ist 31 m hoch.| Heute wohnt dort niemand.",
        "Die 4. Auflage erschien im 20. Jahrhundert.| Sie ist vergriffen.",
        "Frau Dr. phil. Ida Storm leitet das Archiv.| Ihr Vertreter ist Prof. Dr. Jan Wolff.",
        "Im Hof stehen z. B. Linden, Ulmen u. a. Bäume.| Sie sind alt.",
        "Die Miete beträgt ca. 640 Euro zzgl. Nebenkosten.| Das Haus hat zwölf Wohnungen.",
        "Es gilt § 5 Abs. 2 Nr. 3 der Ordnung.| Ausnahmen gibt es nicht.",
        "„Wir schließen im Herbst. Das Dach ist undicht.“| Die Halle war still.",
        "»Wer hat das Boot gesehen?«| Niemand antwortete.| Dann ging das Licht aus.",
        "König Otto II. Graf von Berg starb im Jahr 1411.| Sein Sohn folgte ihm.",
        "Die Sitzung ist am 3.| Die Feier folgt am 12. Mai im Saal.",
        "Das Werk steht in St. Georgen.| Es beschäftigt 80 Leute bzw. 95 im Winter.",
        "Der Bau begann 1988.| Danach wurde er zweimal erweitert.",
    ],
    "tr": [
        "Köyün okulu 2. Abdülhamid döneminde yapıldı.| Bugün müze olarak kullanılıyor.",
        "Toplantıya Doç. Dr. Elif Aksu ve Av. Mert Tan katıldı.| Karar oybirliğiyle alındı.",
        "Dernek 75. Yıl Parkı'nda bir ağaç dikti.| Törene yüz kişi geldi.",
        "Şirket Deniz Tic. Ltd. Şti. adıyla kuruldu.| Daha sonra adı değişti.",
        "Adres: Gül Sok. No. 14, Bursa.| Telefon ise değişmedi.",
        "III. Selim reformlara başladı.| Ancak tahttan indirildi.",
        "Kazıda M.Ö. 300 yılından kalma bir testi bulundu.| Bu testi müzede sergileniyor.",
        "T.C. Ulaştırma Bakanlığı yolu onardı.| Yol eylülde açıldı.",
        "Nüfus 1990 yılında 4.512 kişiydi.| Sonra azaldı.",
        "“Kim geldi?” diye sordu.| Kimse cevap vermedi.",
        "Köprü 15. Yüzyıl eseridir.| Onarımı 2011'de bitti.",
        "Öğretmen Prof. Dr. Can Er ile görüştü.| Görüşme iki saat sürdü.",
    ],
    "fr": [
        "Le pont fut dessiné par M. Roussel et Mme. Petit.| Il a été ouvert en 1911.",
        "Les travaux ont coûté env. 3 millions d'euros, cf. p. 12 du rapport.| Ils ont duré deux ans.",
        "« Où est la clé ? » demanda le gardien.| Personne ne le savait.",
        "« Nous partons demain. »| Le capitaine avait décidé.",
        "L'église St. Martin date du XIIe siècle.| Elle a été restaurée en 1985.",
        "Le port existait déjà en 200 av. J.-C. selon les fouilles.| Il fut abandonné ensuite.",
        "La réunion eut lieu le 4 janv. 2003 à Lyon.| Elle dura trois heures.",
        "Le vol. 2 est perdu.| Le chap. 5 parle du lac.",
        "Quelle est la hauteur de la tour ?| Elle mesure 40 m.| Le phare est plus haut.",
        "Le Dr. Lambert habite au bord de la mer.| Son cabinet est fermé le lundi.",
        "MM. Girard et Blanc ont signé l'acte.| Puis ils sont rentrés.",
    ],
    "es": [
        "El puente fue diseñado por el Sr. Vidal y la Dra. Soto.| Se inauguró en 1934.",
        "La finca pertenece a D. Julio Prado.| Tiene 12 hectáreas.",
        "Véase la pág. 44 y el art. 7 de la ley.| No hay excepciones.",
        "¿Dónde está el archivo?| Está en la planta baja.",
        "¡Qué frío!| Nadie salió de la casa.",
        "La ciudad fue fundada hacia el 250 a. C. por marineros.| Más tarde fue destruida.",
        "«No vendemos el molino.»| El alcalde fue claro.",
        "El Gral. Ramos llegó el 3 de mayo.| La tropa esperaba en la plaza.",
        "La empresa Sol y Mar S. A. cerró en 2009.| Sus barcos se vendieron.",
        "Vive en la Avda. del Puerto, núm. 9.| Su hermano vive cerca.",
        "El tren sale a las 8.| El viaje dura una hora.",
    ],
    "ru": [
        "Мост построили в 1931 г. рабочие завода.| Он стоит до сих пор.",
        "Завод был открыт в 1954 г.| Он выпускал лодки.",
        "В 1972 г. Иван Лосев возглавил музей.| Потом он уехал.",
        "Книгу написал А. С. Орлов.| Её издали в Казани.",
        "На складе хранят зерно, муку, сахар и т. д.| Склад закрыт по средам.",
        "Дом стоит на ул. Садовой, д. 5.| Рядом есть парк.",
        "Доклад сделал проф. Белов из г. Твери.| Его слушали сто человек.",
        "Население составляет 12 тыс. Человек здесь мало.",
        "«Где ключ?» спросил сторож.| Никто не ответил.",
        "См. рис. 3 и табл. 4 на стр. 18.| Там всё указано.",
        "Река впадает в оз. Светлое.| Её длина 40 км.",
        "Ввоз овощей, фруктов и др.| Товары хранят в порту.",
    ],
    "az": [
        "Məktəb 1912-ci ildə tikilib.| Bu gün orada muzey var.",
        "İclasda prof. Aydın Kərimov və dos. Leyla Quliyeva çıxış etdilər.| Qərar qəbul edildi.",
        "Bazarda alma, armud, nar və s. satılır.| Qiymətlər ucuzdur.",
        "Bazarda alma, armud, nar və s.| Bu bazar şənbə günü açıqdır.",
        "Ünvan: Nizami küç. 14, Gəncə.| Telefon nömrəsi dəyişməyib.",
        "Akad. Rəşid Əliyev kitab yazıb.| O, 1980-ci ildə çap olunub.",
        "Qala b.e.ə. 300-cü ildə tikilib.| Sonra dağılıb.",
        "Körpü haradadır?| O, çayın üstündədir.",
        "«Kim gəldi?» deyə soruşdu.| Heç kim cavab vermədi.",
        "Kənddə 4,5 min nəfər yaşayır.| Onların çoxu əkinçidir.",
        "Bax səh. 12 və şək. 3.| Orada hər şey yazılıb.",
    ],
    "zh": [
        "这座桥建于1931年。|它长四十米。|现在已经关闭。",
        "谁建了这座塔？|没有人知道。",
        "他说：“门关了。”|然后他走了。",
        "“明天开会。”他说。|大家都同意了。",
        "真冷啊！|我们回家吧。",
        "博物馆位于河边。|门票是3.5元。|周一闭馆。",
        "村里有学校、商店等。|人口约四千。",
        "他想了很久……最后同意了。|会议结束。",
        "（见第3页。）|下面是说明。",
        "“你来吗？”“不来。”",
    ],
    "ja": [
        "この橋は1931年に建てられた。|長さは四十メートルである。",
        "誰が塔を建てたのか。|誰も知らない。",
        "彼は「門は閉まった。」と言った。|そして帰った。",
        "「明日会議をします。」|みんなが賛成した。",
        "とても寒い！|家に帰ろう。",
        "博物館は川のそばにある。|入場料は3.5ドルだ。|月曜日は休館。",
        "開いていますか？|いいえ、閉まっています。",
        "村には学校や店などがある。|人口は約四千人である。",
        "彼は『海の道。』という本を書いた。|それは売れた。",
        "（三頁を見よ。）|次に説明がある。",
    ],
    "ar": [
        "بني الجسر عام 1931. |طوله أربعون مترا. |وهو مغلق الآن.",
        "من بنى البرج؟ |لا أحد يعرف.",
        "حضر الاجتماع د. أحمد سالم و أ. ليلى حسن. |انتهى الاجتماع مساء.",
        "انظر ص. 12 من التقرير. |هناك كل شيء.",
        "ما أبرد الجو! |لنعد إلى البيت.",
        "ولد في سنة 1950 م. |ثم سافر إلى مصر.",
        "قال الحارس: «أين المفتاح؟» |لم يجب أحد.",
        "يقع المتحف قرب النهر. |سعر التذكرة 3.5 دينار.",
        "في القرية مدرسة ومتجر. |عدد السكان أربعة آلاف.",
        "هل المتحف مفتوح؟ |نعم، كل يوم.",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "marked"), [(code, marked) for code, examples in EXAMPLES.items() for marked in examples]
)
def test_a_text_is_split_as_its_readers_would(code: str, marked: str) -> None:
    language = next(language for language in LANGUAGES if language.code == code)
    text = marked.replace("|", "")
    wanted = [sentence.strip() for sentence in marked.split("|")]
    assert [span.of(text) for span in sentences(text, language=language)] == wanted


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_document_is_split_by_the_language_that_is_detected(code: str) -> None:
    text = "\n\n".join(marked.replace("|", "") for marked in EXAMPLES[code])
    language = next(language for language in LANGUAGES if language.code == code)
    assert sentences(text) == sentences(text, language=language)
    wanted = [sentence.strip() for marked in EXAMPLES[code] for sentence in marked.split("|")]
    assert [span.of(text) for span in sentences(text)] == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "The plant was opened on 3. März 1987 by Mme. Blanc of Lyon.| It is the oldest one in the valley.",
        "The letter is by Doç. Dr. Aylin Er and Sra. Vega, who were at the meeting.| It was lost.",
        "The bolt is 5 mm. thick and the nut is 6 mm.| The plate is new.",
    ],
)
def test_an_english_text_may_contain_foreign_titles_and_dates(marked: str) -> None:
    text = marked.replace("|", "")
    assert [span.of(text) for span in sentences(text)] == [one.strip() for one in marked.split("|")]
