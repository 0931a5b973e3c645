"""Azerbaijani in Latin letters."""

from qa_bot.text.languages.language import Language, words

AZERBAIJANI = Language(
    code="az",
    name="Azerbaijani",
    stemmer="turkish",  # the suffixes are those of Turkish but for ə
    stem_remainder="s",
    has_dotless_i=True,
    spellings=(("ə", "e"),),
    letters="əƏ",
    stop_words=words(
        """amma ancaq artıq bax başqa belə beləliklə bəlkə bəzi bəli bir biri birinci birlikdə biz bizim bu buna bunda
        bundan bunlar bunların bunu bunun bütün çox çünki da daha də deyil deyə digər edən edib edir etdi ən əgər
        əsasən gərək görə hal hansısa heç həm həmçinin həmin hər həqiqətən xüsusilə ilə ilk indi isə kimi ki lakin
        lazım mən mənim nəhayət o olan olaraq oldu olduğu olub olur on ona onda ondan onlar onların onu onun orada
        öz özü qarşı qədər qeyd sən siz sonra su tərəfindən tam təkcə uzrə üçün üzrə üzərində və var ya yalnız yaxud
        yenə yəni yox zaman dir dır etmək edilib edilən"""
    ),
    question_words=words("nə nədir niyə necə harada haraya haradan hansı kim kimin kimi kimə neçə nəyə vaxt kimdir"),
    months=tuple(
        (name,)
        for name in "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr".split()
    ),
    abbreviations=words(
        """dos akad müəl müh həmm məs bax red tərt tərc nəşr küç prosp pr pros əs təxm təqr şəh ray rus gen polk kap
        leyt mayor mln mlrd f.e.d t.e.d r.e.d f.e.n t.e.n b.e.ə e.ə y.e"""
    ),
    number_abbreviations=words("no səh cild ev mən mad bənd hiss şək cədv"),
    closing_abbreviations=("və s", "və b", "və i.a"),
    dangling_words=words("və ya ilə üçün bir bu o hər kimi qədər olaraq də da ən çox daha ki"),
)  # fmt: skip
