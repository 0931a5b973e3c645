"""English words by which a follow-up question refers to the conversation, and that surround names."""

import re

from qa_bot.text.languages.language import words

OPENING = re.compile(r"(?:(?:and|but|so|or|then)\b[\s,]*)*(?:(?:what|how)\s+about\b\s*)?", re.IGNORECASE)
"""How a follow-up begins: "And", "But what about"."""
OPENING_CONJUNCTIONS = words("and but so")
EXPLETIVE = re.compile(
    r"(?:\w+ly )?(?:takes?|took|taken|costs?) (?:.* )?(?:to|for)\b|means?\b|rain|snow|called (?:when|if)\b"
    r"|becomes? \w+ (?:for|to|that)\b"
)
"""What follows an "it" that stands for nothing."""
JUDGEMENT = re.compile(r"(?!the |an? )(?:\w+ )?\w+ (?:that|to|for .*\bto|if|when)\b")
"""What follows "is it" where "it" stands for nothing: "true that", "possible for her to"."""
OBJECT_PRONOUNS = words("him them")
OBJECT_OR_OTHER_PRONOUNS = words("it her")
"""Pronouns that are an object unless a verb or a noun follows."""
PRESENT_DEMONSTRATIVES = words("this these")
PLURAL_DEMONSTRATIVES = words("these those")
NOUN_QUESTION_WORDS = words("which what")
ONE_WORDS = words("one ones")
HEAD_ENDS = words("of on for")
"""Words before which the main noun of a phrase stands."""
PARTICIPLE_ENDINGS = ("ed", "ly")
CLAUSE_QUESTION_WORDS = words("what which how who")
"""Question words that open a main clause after another clause: "When it is cold what falls?"."""
LINKING_VERBS = words("is was be isn't wasn't")
"""Verbs before an "it" that may stand for nothing: "is it true that"."""
SELECTORS = words(
    """first second third fourth fifth last next former latter other earlier later previous following new newer old
    older big bigger small smaller another which this that"""
)
"""Words that choose one of a kind: "the second one"."""
RANKS = words("first second third last next two three earlier later")
"""Words that choose one of several in an order."""
PERIODS = words("year month week day days century decade morning evening time moment case way sense")
"""Nouns that with "this" or "these" name the present."""
MORE_WORDS = words("more further continue elaborate details information")
FURTHER_WORDS = words("else other others another too also about")
"""Words that ask for more of the same."""
PLACE_WORDS = words("at on near")
"""Prepositions of a place that are kept where its name replaces "there"."""
COMPANY_NOUNS = words("company firm business organisation organization")
NAME_PREPOSITIONS = words("in of at on from for")
"""Prepositions that join a place or an owner to a name."""
TITLE_LINKS = words("on for")
NATIONALITY_ENDINGS = ("ian", "ean", "can", "ish", "ese", "ani", "eli", "tch", "nch")
NAME_ADJECTIVES = words("first second third last next former two three four five six new old")
"""Small words after which a name may begin within a phrase."""
PARTICIPLES = words(
    """held built made sent found begun won fought given taken known sold formed born written led met set put kept
    first called named lost become seen shown drawn begin end located happen mean"""
)
"""Irregular verb forms and the like that end a question."""
ASKED_FOR_WORDS = words("which what many")
"""Words before the noun that a question asks for."""
