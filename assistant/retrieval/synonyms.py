"""What patients call things, and the library's words for them; only the keyword side reads it."""

from __future__ import annotations

import re

from assistant.retrieval.words import plain

_SAME = {
    r"k ?hole|k-hole|khole": "intense dissociation outside my body far away",
    r"come ?up|come-up|comeup|kicking in": "medicine session start experience",
    r"come ?down|comedown|hangover": "after effects foggy tired next day",
    r"trip(?:ped|ping|s)?": "session experience",
    r"bad trip|freaked out|freak out": "frightening session difficult experience",
    r"ego death|ego dissolution": "dying reborn spiritual",
    r"lozenges?|troches?|the medicine|the drug|\bket\b|special k": "ketamine medicine",
    r"infusions?|drip|treatment day|dosing day": "session ketamine",
    r"buzz(?:ed)?|high": "giddy cheerful effects",
    r"booze|boozing|beers?|wine|vodka|liquor|whisky|whiskey|pints?|bender": "alcohol drink",
    r"hammered|wasted|plastered|relapsed?|fell off the wagon|off the wagon|blew it": "slip drank lapse relapse",
    r"dts|the shakes|cold turkey|detox(?:ing)?": "alcohol withdrawal stop drinking",
    r"weed|pot|joints?|edibles?|thc|marijuana": "cannabis",
    r"benzos?|xanax|valium|klonopin|ativan": "benzodiazepines",
    r"ssris?|prozac|zoloft|lexapro|sertraline|citalopram|antidepressants?": "antidepressants",
    r"meds?|pills?|tablets?|prescriptions?": "medicines prescriber",
    r"shrink|counsell?or|psychologist": "therapist",
    r"throw(?:ing)? up|threw up|puk(?:e|ed|ing)|vomit(?:ed|ing)?|queasy|nauseous": "sick nausea thrown up",
    r"zoned out|spaced out|spacey|zombie|brain fog|fuzzy|groggy|wiped(?: out)?|drained|exhausted": "foggy tired",
    r"weepy|teary|sobbing|in tears|blubbering": "tearful crying raw",
    r"snappy|on edge|short fuse|grumpy|touchy": "irritable angry",
    r"peeing|pee|wee|urin(?:e|ate|ating)|bathroom": "bladder symptoms",
    r"bp|hypertension": "blood pressure",
    r"nightmares?|bad dreams?": "dreams sleep",
    r"insomnia|wide awake|cant sleep|no sleep": "slept badly sleep",
    r"depersonali[sz](?:ed|ation)|dereali[sz](?:ed|ation)|detached|floaty": "unreal detached far away",
    r"hubby|husband|wife|spouse|boyfriend|girlfriend|fiancee?": "partner family",
    r"mom|mum|dad|parents|sister|brother|son|daughter|kids": "family children",
    r"chauffeur|uber|taxi|cab|lift home|ride home|pick me up": "escort home driving",
    r"behind the wheel|my car|motorbike|scooter|bike": "drive driving cycling",
    r"snoop|spy|watching|confidential|private|data|hipaa": "privacy who reads",
    r"bot|robot|chatgpt|computer": "AI person assistant",
    r"ex-?military|veterans?": "ptsd trauma",
    r"magic|cure|miracle": "benefits promise evidence",
    r"flashbacks?": "memories images come back",
    r"pregnant|expecting|ttc|trying for a baby": "pregnancy pregnant",
    r"blubbing|blubbering|bawling|welling up": "tearful crying raw",
    r"doing my head in|head off|snapped at|narky|ratty|stroppy": "irritable angry",
    r"zilch|sod all|bugger all|diddly": "felt little nothing happened",
    r"knackered|shattered|pooped|bushed": "foggy tired slow",
    r"pukey|chucked up|barf(?:ed|ing)?|spewed": "sick nausea",
    r"wine o ?clock|off licence|liquor store|boozer|the pub": "craving drink alcohol",
    r"stag do|hen do|bachelor(?:ette)? party|open bar": "party plan risky",
    r"neurons?|synapses?|gr[ae]y matter": "brain nerve cells",
    r"forklift|lorry|tractor|chainsaw|table saw|drill|power tools?": "machines risky tasks driving",
    r"toast|cereal|breakfast|sandwich|starve|fasting": "eat food before",
    r"netflix|telly|box set": "evening quiet",
    r"by post|postal|in the mail": "home online",
    r"tranquilli[sz]er": "party drug anaesthetic",
    r"nursing|breast ?fe(?:ed|eding|d)": "breastfeeding",
    # Spanish
    r"vueltas en la cama|pegar ojo|pego ojo|desvelad[oa]": "dormir sueño",
    r"pastillas|medicinas|remedios|medicacion": "medicamentos",
    r"novi[oa]|espos[oa]|marido|mujer|mama|papa|hij[oa]|herman[oa]": "pareja familia",
    r"carro|coche|moto|manejar": "conducir",
    r"cerveza|chelas?|copas?|vino|trago|emborrach\w+": "alcohol beber",
    r"mal viaje|pesadilla|horrible": "miedo experiencia dificil",
}
_RULES = tuple((re.compile(rf"\b(?:{pattern})\b"), words) for pattern, words in _SAME.items())


def library_words(question: str) -> tuple[str, str]:
    """What the question calls otherwise than the library, and the library's words for it; both may be empty."""
    text = plain(question)
    found = [(match[0], words) for rule, words in _RULES if (match := rule.search(text))]
    return " ".join(called for called, _ in found), " ".join(words for _, words in found)
