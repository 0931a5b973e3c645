"""Phrases by which a sentence gives orders to a language model instead of saying something to readers.

Manuals give orders too ("Repeat this step."), so these phrases name a model, its prompt, or what it is to say.
English phrases are known in many forms, those of other languages in two: to ignore instructions, and to say
what follows.
"""

import re

_SOURCES = (
    r"(?:instructions?|prompts?|guidelines|passages|sources|documents|context|training|everything|rules?|questions?)"
)
_MUST = r"(?:must|should|shall|will|have\s+to|are\s+to|need\s+to)"
_BEGIN = (
    rf"(?:\A\W*(?:(?:please|instead|always|now),?\s+)?|[:;!—–-]\s+|\b(?:please|instead|you\s+{_MUST})(?:\s+\w+)?\s+)"
)
"""Where a verb is an order: at the beginning of a sentence or clause, or after its addressee."""
_SPEAK = r"(?:answer|respond|reply|output|claim|say|state|write|print|repeat|cite|tell|ignore|quote|mention)"
_MODEL = (
    r"(?:ai(?:\s+(?:model|system|assistant))?|llm|chat-?bot|language\s+model|(?:chat-?)?gpt(?:-\d+)?|claude|gemini)"
)

ENGLISH_ORDER = re.compile(
    rf"""
    \b(?:ignore|disregard|forget|override|bypass|discard)\b[^.!?\n]{{0,60}}
        (?:\b(?:all|any|your|previous|prior|earlier|above|other|the|these|those)\b[^.!?\n]{{0,30}}\b{_SOURCES}\b
        |\b(?:above|before|everything\s+else)\b)
    |\b(?:tell|inform|assure|convince|persuade|warn|instruct)\s+(?:the|your|every|each|all|any)\s+
        (?:users?|readers?|askers?|questioners?|person\s+(?:who\s+)?ask\w*)\b
    |\b(?:tell|assure)\s+(?:whoever|anyone|everyone)\s+(?:who\s+)?asks\b
    |{_BEGIN}(?:
        (?:answer|respond|reply|output|claim)\s+
            (?:(?:the|this|every|all|any)\s+questions?\s+)?(?:only|exactly|that|with|as\s+if|to\s+(?:everything|every|all)|[“"':])
        |(?:say|state|write|print|repeat)(?:\s*:|\s+(?:only|exactly|that|the\s+words?|verbatim|[“"']))
        |(?:cite|quote)\s+(?:only|exactly|always|(?:the\s+)?(?:passage|source|number)s?\b|\[|as\b|no\b|nothing)
        |(?:insert|append|add|include|render|display|show|embed)\s+(?:this|the|the\s+following|an?)\s+
            (?:markdown|image|link|url|tag|html)\b
        |(?:pretend|act\s+as\s+if)\b)
    |\bdo\s+not\s+(?:cite|mention|quote|reveal|use)\s+(?:(?:the|any|these|those|other|your|this)\s+)+
        (?:sources?|passages?|documents?|instructions?|prompts?)\b
    |\byou\s+are\s+(?:now|no\s+longer|an?\s+(?:ai|helpful|unrestricted|language|chat|assistant))\b
    |\bnew\s+(?:system\s+)?instructions?\s*:|\bsystem\s+(?:prompt|override|instruction)\b|\bdeveloper\s+mode\b|\bjailbreak
    |\bprompt\s+injection\b|\bas\s+an?\s+(?:ai|language\s+model)\b
    |\byour\s+(?:(?:new|only|next|final|whole|entire)\s+)*(?:instructions|task|role|answer|reply|response|output)\s+
        (?:is\s+(?:now|to)|are\s+now|must|should|shall|will|has\s+to)\b
    |\b{_MODEL}s?\b[,:]?\s+(?:\w+\s+){{0,4}}(?:{_MUST}|please|you|required\s+to|instructed\s+to)\s+(?:\w+\s+){{0,3}}{_SPEAK}\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

OTHER_ORDER = re.compile(
    r"""
    \b(?:ignorier|missacht|vergiss|vergesst)\w*\b[^.!?\n]{0,40}\b(?:anweisung|regel|vorgabe|instruktion|quelle)\w*
    |\b(?:ignore[zr]?|oublie[zr]?)\b[^.!?\n]{0,40}\b(?:instructions?|consignes?|règles?|sources?)\b
    |\b(?:ignora|ignore|ignorad|olvida|olvide)\b[^.!?\n]{0,40}\b(?:instrucciones|reglas|fuentes|órdenes)\b
    |\b(?:ignora|ignorate|dimentica)\b[^.!?\n]{0,40}\b(?:istruzioni|regole|fonti)\b
    |\b(?:ignore|ignora|esqueça)\b[^.!?\n]{0,40}\b(?:instruções|regras|fontes)\b
    |\b(?:talimat|komut|kural|kaynak)\w*\b[^.!?\n]{0,30}\b(?:yok\s+say|görmezden\s+gel|unut)\w*
    |\b(?:игнорируй|забудь|не\s+обращай)\w*\b[^.!?\n]{0,40}\b(?:инструкци|указани|правил|источник)\w*
    |(?:忽略|無視|无视|忘记)[^。！？\n]{0,12}(?:指令|指示|规则|規則|说明|來源|来源)
    |(?:\A\W*|[:;!–—-]\s+|\b(?:und|et|y|e|ve|и)\s+)(?:
        (?:sage?|sagt|antworten?|antwortet|schreibe?|behaupte)\b[^.!?\n]{0,30}(?:,\s*dass\b|:|„|“|")
        |(?:dites?|répond(?:s|ez)|écri(?:s|vez)|affirme[zr]?)\b[^.!?\n]{0,30}(?:\bque?\b|:|«|")
        |(?:di|diga|decid|responde|responda|escribe|escriba|afirma)\b[^.!?\n]{0,30}(?:\bque\b|:|«|“|")
        |(?:di'|dì|rispondi|scrivi|diga|escreva)\b[^.!?\n]{0,30}(?:\bche\b|\bque\b|:|«|"))
    |\b(?:скажи|ответь|напиши)(?:те)?\b[^.!?\n]{0,30}(?:,\s*что\b|:|«)
    |(?:回答|告诉用户|告訴使用者|请说|請說)[^。！？\n]{0,6}(?:说|說|：|:|“|「)
    |\b(?:söyle|yaz|cevap\s+ver|yanıtla)(?:yin)?\s*[.:!]
    """,
    re.IGNORECASE | re.VERBOSE,
)

CHAT_TURN = re.compile(
    r"<\|[^|>\n]{1,40}\|>|</?(?:system|assistant|user|instructions?|passages?|documents?|context)\b[^>\n]{0,60}>"
    r"|\[/?(?:INST|SYS)\]|<</?SYS>>|^\s*#{2,}\s*(?:system|assistant|instructions?)\b"
    r"|^\s*(?:system|assistant|human|user)\s*:(?=.{0,80}\b(?:you|must|ignore|say|answer|cite|reply)\b)",
    re.IGNORECASE | re.MULTILINE,
)
"""Marks by which chat formats begin a turn, in a text that is no turn."""
PLAIN_DENIALS = frozenset(("no", "not"))
"""Function words that change what an order orders."""
