"""Spanish."""

from qa_bot.text.languages.language import Language, words

SPANISH = Language(
    code="es",
    name="Spanish",
    stemmer="spanish",
    letters="¿¡ñÑ",
    stop_words=words(
        """a además ahora al algo algún alguna algunas alguno algunos allí ante antes aquel aquella aquí así aún aunque
        bajo bien cada casi como con contra cual cuando de del desde después donde dos durante e el él ella ellas
        ello ellos en entonces entre era eran es esa esas ese eso esos esta está están estas este esto estos fue
        fueron ha haber había han hasta hay la las le les lo los luego más me mediante menos mi mientras mis mismo
        mucho muchos muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por
        porque pues que quien quienes se según ser si sí siempre sido sin sobre son su sus también tampoco tan tanto
        te tiene todo todos tras tu tus un una unas uno unos usted y ya yo"""
    ),
    question_words=words("qué quién quiénes cuándo dónde adónde cómo cuánto cuánta cuántos cuántas cuál cuáles por"),
    range_words=words("a y"),
    months=tuple(
        tuple(names.split())
        for names in (
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre setiembre", "octubre",
            "noviembre", "diciembre",
        )
    ),
    abbreviations=words(
        """dres sr sres profa d dña ud uds vd vds lic arq gral cnel cap tte alm mons fr sto sta avda av ctra pza aprox
        atte izq dcha admón gob depto dpto prov ej cf cía hnos ee p.ej"""
    ),
    number_abbreviations=words("pág págs núm nº art arts cap tfno km"),
    dangling_words=words(
        """y e o u pero de del el la los las un una en a al con para por que como su sus se sobre entre desde hasta
        cuyo cuya"""
    ),
    property_words=words("autor* escri* título* redact*"),
    question_labels=words("pregunta"),
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    table_labels=words("tabla"),
    column_words=words(
        "asunto autor año cantidad cargo categoría causa ciudad color contacto curso departamento descripción "
        "dirección estado fecha función hora idioma lugar material mes nombre número oficina persona país precio "
        "pregunta producto respuesta resultado sala significado tema tipo teléfono título unidad valor"
    ),
    sheet_names=words("hoja"),
)  # fmt: skip
