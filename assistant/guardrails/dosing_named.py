"""Finds a medicine, a drink or a drug called by its name, or a way into the body, without a licence.

The library calls few by name, and only to warn, to report what was studied, or to hand the question on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.guardrails.dosing_lines import Line, any_of, any_word
from assistant.guardrails.dosing_phrases import phrases
from assistant.guardrails.dosing_shared import Hit
from assistant.guardrails.dosing_tokens import Token
from assistant.guardrails.dosing_words import words

_FREELY_NAMED: Final = words("""
    ketamine ketamina esketamine esketamina ketamines esketamines spravato naloxone naloxona narcan alcohol drink drinks
    drinking line lines drop drops hit hits key keys patch patches strip strips joint joints cap caps bowl bowls shot
    pump pot acid speed hash glass glasses bottle bottles spirits tab tabs copa copas cana canas raya rayas parche
    parches spray sprays lozenge lozenges troche troches injection injections infusion infusions infusiones inyeccion
    inyecciones dose doses dosis dosage dosages syringe syringes puff puffs jab jabs inhalation inhalations ampolla
    ampoule ampoules vial vials bolus
""")
_WAYS: Final = words("""
    sublingual sublingually rectal rectally intramuscular intravenous nostril nostrils tongue cheek gums im iv lengua
    mejilla encia encias inyectable supositorio
    swallow spit chew snort crush syringe
""")
_ASKING: Final = words("what how is are does which que cual como")
_OFFERING: Final = frozenset({("how", "about"), ("what", "if"), ("what", "works"), ("what", "helps"), ("which", "is")})
_PLACELESS: Final = phrases(("no", "place"), ("tampoco", "tienen"), ("no", "tienen"), ("not", "part"), ("no", "part"))
_KINDS_OF_MEDICINE: Final = words(
    "benzo benzos ssri ssris painkiller painkillers laxative antacid somnifero somniferos"
)
_DESCRIBED: Final = words("""
    approved aprobado aprobados aprobadas study studies studied trial trials review research report reports series
    group included uncertain mixed weaken weakens shorten shortens raise raises risk riesgo danger dangers dangerous
    peligroso harm harmful called disorder seizure seizures sedation overdose warned warn warning advertencia known
    problems problem problemas history misuse misused controlled evidence laboratory sold forms withdrawal
    abstinencia ensayo ensayos estudio estudios efecto efectos anaesthetic anestesico recall deadly stay away lejos
    given needle certified kinds
    mention list listing lists bring lista nombra frenar trouble emergency poison urgencias
""")


def named(line: Line) -> Iterator[Hit]:
    """Each name or way in a line that neither warns, reports, defers nor forbids."""
    if any_of(line, "person", "ask") or any_word(line, _DESCRIBED):
        return
    if _PLACELESS.stand_in(line) or _is_question(line):
        return
    for index, token in enumerate(line):
        if "negation" in token.kinds:
            return
        if token.text in _WAYS or token.text in _KINDS_OF_MEDICINE or _is_name(token):
            yield index, index + 1, "named"


def _is_question(line: Line) -> bool:
    """Whether the line asks, as titles do ("What about cannabis or other drugs?")."""
    return line[0].text in _ASKING and not (len(line) > 1 and (line[0].text, line[1].text) in _OFFERING)


def _is_name(token: Token) -> bool:
    return token.text not in _FREELY_NAMED and not token.kinds.isdisjoint(
        ("medicine", "form", "alcohol", "recreational")
    )
