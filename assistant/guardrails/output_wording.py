"""Refuses drafts whose words promise, stigmatise, pose as a person, lock out, or teach a method."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from assistant.domain.replies import Draft, Verdict
from assistant.guardrails.dosing_tokens import fold
from assistant.guardrails.recalled import Recalled

_SELF: Final = (
    r"\b(?:i am|i'm|im|i was|i act as|i work as|this (?:assistant|chat|app) is|we are|think of me as|call me"
    r"|(?<!no )soy)"
)
_AS: Final = r"\b(?:as|speaking as|como) (?:an?|your|una?|tu|su)"
_WORDS: Final = r" (?:(?!not\b|no\b|never\b|nor\b)\w+ ){0,3}?"
_CARERS: Final = r"(?:therapist|terapeuta|counsell?or|psychologist|psicolog[oa])"
_JOBS: Final = (
    r"(?:psychiatrist|doctor|nurse|clinician|physician|guide|healer|sitter|coach|medic[oa]|enfermer[oa]|doctora)"
)
_WELL: Final = r"(?:fine|okay|ok|safe|alright|cured|healed|all right)"
_RULES: Final[dict[str, tuple[str, ...]]] = {
    "therapist": (
        _SELF + _WORDS + _CARERS + r"\b",
        _AS + r" (?:\w+ ){0,2}?" + _CARERS + r",? (?:i|we|yo)\b",
        r"\b(?:my|our) (?:therapy|therapeutic|counsell?ing)\b",
        r"\b(?:i|we) (?:offer|provide|give|do) (?:\w+ ){0,2}(?:therapy|psychotherapy|treatment|counsell?ing)\b",
        r"\b(?:this|our) (?:chat|conversation|assistant) is (?:(?!not\b)\w+ ){0,3}(?:therapy|treatment|terapia)\b",
        r"\b(?:ai|virtual|digital) therap(?:y|ist)\b",
        r"\b(?:mi|nuestra) terapia\b|\besta (?:charla|conversacion) es (?:una )?terapia\b",
    ),
    "human": (
        _SELF + r" not (?:an? )?(?:ai|bot|machine|robot|computer|program)\b",
        _SELF + _WORDS + r"(?:human|humana|humano|person|persona|" + _JOBS + r")\b",
        _AS + r" (?:\w+ ){0,2}?(?:human|person|" + _JOBS + r"),? (?:i|we|yo)\b",
        r"\bno soy (?:una? )?(?:ia|robot|maquina|bot)\b",
        r"\bi (?:can )?feel your (?:pain|heart)\b|\bin my (?:own )?(?:life|childhood|practice|clinic)\b",
    ),
    "promise": (
        r"\bi (?:can )?(?:promise|guarantee|swear)\b|\bguaranteed\b|\bwithout (?:a )?doubt\b",
        r"\byou(?: will|'ll| are going to|'re going to)(?: \w+)? (?:be|get|feel) (?:\w+ )?" + _WELL + r"\b",
        r"\byou(?: are|'re) (?:perfectly |completely |totally |absolutely )" + _WELL + r"\b",
        r"\b(?:everything|it|all|this|that)(?: is|'s| will|'ll)(?: going to)? be " + _WELL + r"\b",
        r"\bthere is nothing to (?:worry about|fear)\b|\bnothing (?:bad )?(?:can|will) happen\b",
        r"\b100 ?(?:%|percent) safe\b|\b(?:completely|perfectly|totally) (?:safe|harmless)\b",
        r"\byou will never (?:relapse|drink|crave)\b|\bthis will (?:cure|heal|fix)\b",
        r"\b(?:cures|erases) (?:your )?(?:addiction|alcoholism|drinking)\b",
        r"\b[tl]e (?:prometo|aseguro|garantizo)\b|\bgarantizad[oa]\b|\b(?:vas a estar|estaras?) bien\b",
        r"\btodo (?:va a (?:salir|estar)|saldra|ira|estara) bien\b",
        r"\bnobody (?:else )?will (?:ever )?(?:know|find out)\b|\b(?:completely|fully) confidential\b",
        r"\bi (?:will|can) keep (?:it|this|your) secret\b",
        r"\bsomebody is (?:watching|reading) (?:this )?(?:right )?now\b|\bhelp is on (?:the|its) way\b",
    ),
    "suicide_wording": (
        r"\bcommit(?:s|ted|ting)? suicide\b|\bcometi(?:o|eron|do) suicidio\b|\bcometer suicidio\b",
        r"\b(?:successful|failed|unsuccessful) (?:suicide|attempt)\b",
        r"\bsuicide is (?:an? |the )?(?:option|answer|solution|way out|understandable)\b",
    ),
    "stigma": (
        r"\b(?:addicts?|junk(?:y|ie|ies)|alcoholics?|drunks|drunkards?|crackheads?|abusers?|druggies?)\b(?! anonymous)",
        r"\b(?:psychos?|lunatics?|schizos?|nutcases?|loonies|crazies)\b|\b(?:a|you) drunk\b",
        r"\b(?:substance|drug|alcohol) abuse\b|\b(?:clean and sober|dirty (?:urine|test)|is clean now|stay clean)\b",
        r"\b(?:drogadict[oa]s?|borrach[oa]s?|yonquis?|alcoholic[oa]s?|adict[oa]s)\b(?! anonimos)",
        r"\babuso de (?:sustancias|alcohol|drogas)\b",
        r"\bshame on you\b|\byou should be ashamed\b|\b(?:this|it|that)(?: is|'s|'s all| is all) your (?:own )?fault\b",
        r"\byou (?:have |really )failed\b|(?:^|[.!] )you failed\b",
    ),
    "method": (
        r"\b(?:hang|shoot|drown|poison|overdose|suffocate|stab) (?:yourself|themselves|himself|herself)\b",
        r"\b(?:slit|cut) (?:your|the|his|her) (?:wrists?|veins?|throat)\b",
        r"\bjump(?:ing)? (?:off|from) (?:a|the) (?:bridge|building|roof)\b",
        r"\b(?:painless|lethal|quickest|easiest) (?:way|method|dose|amount)s?\b",
        r"\b(?:how|ways?) to (?:kill|harm|hurt) yourself\b",
        r"\bahorcar(?:se|te)\b|\bcortar(?:se|te)? las venas\b",
    ),
    "lock_out": (
        r"(?<!to )(?<!can )\b(?:end|close|leave|stop|terminate) (?:this|the|our) (?:chat|conversation)\b",
        r"\b(?:have|need|going|want you) to (?:end|close|leave|terminate) (?:this|the|our) (?:chat|conversation)\b",
        r"\bi (?:can'?t|can not|cannot|will not|won't) (?:talk|chat|speak|help)(?: \w+){0,2} any ?(?:more|longer)\b",
        r"\b(?:this|our) (?:chat|conversation) (?:is|has been|will be) (?:over|closed|ended|terminated|locked)\b",
        r"\bdo not (?:write|message|contact) (?:me|us|here) (?:again|any ?more)\b|\bgo away\b|\bgoodbye forever\b",
        r"\b(?:termine|termina|cierre|cierra|finalice) (?:esta|la) (?:conversacion|charla)\b",
        r"\besta (?:conversacion|charla) ha terminado\b|\bno (?:me )?escribas? mas\b",
        r"\byou (?:are|have been) (?:blocked|banned|locked out)\b",
    ),
}
_COMPILED: Final = {rule: tuple(re.compile(pattern) for pattern in patterns) for rule, patterns in _RULES.items()}
_MOST: Final = 2_048
"""Texts whose faults are remembered."""
_SPACE: Final = re.compile(r"\s+")


def wording_faults(text: str) -> tuple[str, ...]:
    """The rules of wording that the text breaks, in the order they are written; () when it breaks none."""
    plain = _SPACE.sub(" ", fold(text)[0])
    return tuple(rule for rule, patterns in _COMPILED.items() if any(p.search(plain) for p in patterns))


@dataclass(frozen=True, slots=True)
class OutputWordingRail:
    """An output rail for words the assistant never uses; a text that it has read is not read again."""

    name: str = "output_wording"
    _read: Recalled[tuple[str, ...]] = field(default_factory=lambda: Recalled(_MOST), repr=False, compare=False)

    def check(self, draft: Draft) -> Verdict:
        """Rejected with the rules that the draft's words break."""
        faults = self._read.found(draft.text, wording_faults)
        return Verdict(self.name, passed=not faults, reasons=tuple(f"wording: {fault}" for fault in faults))
