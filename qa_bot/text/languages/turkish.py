"""Turkish."""

from qa_bot.text.languages.language import Language, words

TURKISH = Language(
    code="tr",
    name="Turkish",
    stemmer="turkish",
    stem_remainder="s",  # of the possessive -sı, -si, -su, -sü
    has_dotless_i=True,
    letters="çğıöşüÇĞİÖŞÜ",
    is_assumed=True,
    stop_words=words(
        """acaba ama ancak artık aslında ayrıca bana bazı belki ben benim beri bile bir biri birkaç birçok biz bize
        bizim bu buna bunda bundan bunlar bunların bunu bunun böyle böylece çok çünkü da daha de değil diğer diye
        dolayı en fakat gibi göre hala halen hem henüz hep hepsi her herkes hiç hiçbir için içinde ile ilgili ise
        işte kadar karşı kendi kendisi ki lütfen mı mi mu mü nedenle o olan olarak oldu olduğu olduğunu olması olmak
        olup olur on ona onda ondan onlar onların onu onun orada oysa önce pek rağmen sadece sanki sen siz son sonra
        şey şimdi şöyle şu şunu tarafından tüm üzere üzerinde var ve veya ya yani yerine yine yok yoksa zaten zira
        ilk eden edilen etti ettiği"""
    ),
    question_words=words(
        """ne neden niçin niye nasıl nerede nereye nereden neresi neresidir hangi hangisi hangileri kim kimin kimi kime
        kimler kimdir kaç kaçta kaça kaçıncı zaman nedir neydi neler nelerdir"""
    ),
    range_words=words("ile"),
    months=tuple(
        (name,) for name in "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık".split()
    ),
    abbreviations=words(
        """av sn müh mim op uzm öğr gör ar ecz dt vet bkz krş örn yak çev haz yay ed der hz alb yzb bnb org korg tümg
        tuğg kd ütğm tğm mrş gen bşk md müd sk cad sok mah apt bul blv ltd şti tic san şb yy doğ ölm"""
    ),
    number_abbreviations=words("no nr ss sf cilt md mad fık sok cad daire kat böl şek tab bl"),
    dangling_words=words("ve veya ya ile için bir bu şu o her gibi kadar olarak de da en çok daha"),
    has_ordinals_before_capitals=True,
    property_words=words("yazar* yazan* yazd* yazıl* yazmış* başlık* başlığ* hazırla*"),
    question_labels=words("soru"),
    weekdays=("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"),
    table_labels=words("tablo çizelge"),
    column_words=words(
        "ad adres anlam açıklama birim bölüm cevap durum dil fiyat görev gün isim konu kişi miktar numara ofis oda "
        "renk saat sebep soru sorumlu soyad tarih telefon tür yer yıl ücret ülke ürün şehir"
    ),
    sheet_names=words("sayfa"),
)
