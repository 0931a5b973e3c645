"""French."""

from qa_bot.text.languages.language import Language, words

_MONTHS = tuple(
    tuple(names.split())
    for names in (
        "janvier janv", "février févr fév", "mars", "avril avr", "mai", "juin", "juillet juil", "août",
        "septembre sept", "octobre oct", "novembre nov", "décembre déc",
    )
)  # fmt: skip

FRENCH = Language(
    code="fr",
    name="French",
    stemmer="french",
    stop_words=words(
        """afin ainsi alors après au aucun aucune aujourd aussi autre autres aux avant avec avoir bien car ce cela
        celle celles celui ces cet cette ceux chaque chez comme contre d dans de depuis des dès donc dont du elle
        elles en encore enfin ensuite entre est et étaient était être eu eux fut hors il ils j je jusqu jusque l la
        là le les leur leurs lors lorsque lui m ma mais malgré me même mes moi moins mon n ne ni nos notre nous on
        ont or ou par parce pas pendant peu plus pour pourtant près puis qu que qui quoi s sa sans se selon sera ses
        si soit son sont sous sur tandis te tes toi ton toujours tous tout toute toutes très tu un une vers voici
        voilà vos votre vous y été c a avait ayant"""
    ),
    question_words=words(
        """qui que quoi quand où comment combien pourquoi quel quelle quels quelles lequel laquelle est-ce"""
    ),
    range_words=words("à et"),
    months=_MONTHS,
    abbreviations=words(
        """pr mlles mm me ste av apr env cf ex ibid id éd éds col coll cie ets gal cap lt cdt hab dép arr bd pl sq fr
        angl lat p.ex c.-à-d"""
    ),
    number_abbreviations=words("chap art no tél tabl ss"),
    dangling_words=words(
        """et ou mais de la le les des du d l un une à au aux en dans pour par sur avec que qui dont ce cette ces son
        sa ses leur leurs"""
    ),
    property_words=words("auteur* écri* rédig* titre*"),
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    table_labels=words("tableau"),
    column_words=words(
        "adresse année auteur bureau catégorie cause contact couleur cours date description fonction heure jour langue "
        "lieu matériau mois nom numéro objet pays personne poste prix quantité question rôle réponse résultat salle "
        "service signification statut sujet titre type téléphone unité valeur ville état"
    ),
    sheet_names=words("feuil feuille"),
)
