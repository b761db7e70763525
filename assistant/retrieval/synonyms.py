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
    r"nursing|breast ?fe(?:ed|eding|d)": "breastfeeding",
}
_RULES = tuple((re.compile(rf"\b(?:{pattern})\b"), words) for pattern, words in _SAME.items())


def library_words(question: str) -> tuple[str, str]:
    """What the question calls otherwise than the library, and the library's words for it; both may be empty."""
    text = plain(question)
    found = [(match[0], words) for rule, words in _RULES if (match := rule.search(text))]
    return " ".join(called for called, _ in found), " ".join(words for _, words in found)
