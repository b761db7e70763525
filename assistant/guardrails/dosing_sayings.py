"""Finds what doses are said with besides plain instructions: idioms, set phrases, household handling of a medicine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.guardrails.dosing_lines import Line, any_of, any_word
from assistant.guardrails.dosing_patterns import Patterns, pattern
from assistant.guardrails.dosing_scope import is_deferred, is_described, is_negated
from assistant.guardrails.dosing_shared import Hit
from assistant.guardrails.dosing_words import words

_NOT_TAKEN: Final = words("""
    list lists name names label labels use study studies trial trials warning effect effects question questions
    session sessions therapy treatment therapist problem problems disorder withdrawal craving cravings side
    prescriber research evidence clinic clinics team history memory notes
""")


_CONTINUED: Final = re.compile(r"\|\n\s+")


def _patterns(text: str) -> Patterns:
    """One pattern a line; a line that ends in "|" goes on in the next."""
    whole = _CONTINUED.sub("|", text)
    return Patterns(pattern(line) for line in whole.splitlines() if line.strip())


# Forbidding or deferring words excuse these.
_SAYINGS: Final = _patterns("""
    throw|toss|bin|dump|flush|ditch|tire|tira away|out|down|off|a ..3 @drug
    throw|toss|tire|tira|bote ..3 @drug away|out|basura
    leave ..3 @drug out|off|aside|home
    leave|leaving out|off ..3 @drug
    come|coming|get|getting|go|going|wean|slide off|of ..3 @drug
    forget|forgo|ditch|lose|drop|olvide|olvidese|olvidate about|the|your|su|tu|de ..4 @drug
    cut|reduce|go down|by ..2 by|@number ..5 @intoxicant|@drink_form
    @quantity ..3 should|must|ought|needs|could|debe|deberia ..3 @compare
    @quantity ..2 is|was|were|are|seems|es|era ..1 too|so|demasiado|muy low|high|weak|small|strong|baja|alta|pequena
    @quantity ..3 high|low|upper|top|bottom|higher|lower end|side
    a|one|the|half|another|un|el joint|blunt|bong|toke|spliff|porro
    top|topping|topped up
    redo it|that|them
    repita|repite si|lo|la|cuando
    repeat if|when|whenever
    corto|corta repita|repite|repitalo
    slip|sneak|pop|have|take ..1 another|more ..1 under|in|on|now|later|if
    come|go|coming|going|move down|up by ..2 @number|tenth|quarter|half|third
    stop|quit|halt|pare at|after|en ..2 first|second|third|fourth|primero|segundo|tercero|@number
    graduate|progress|advance|step|move up|to|on ..3 full|whole|real|bigger
    one|another|few more|extra|additional session|infusion|treatment
    once|twice|una|dos more|vez|veces ..1 and|then|more|mas
    insist|ask|push|pida|pidale|exija|press them|on|for|to|le|que|se ..1 more|higher|up|bigger|stronger|suba|
        aumente|mas|mayor
    go|going|goes|went|try ..1 higher|lower|bigger|stronger
    bigger|higher|stronger|larger|smaller|lower one|ones
    bring|push|move|put|shift|delay|postpone ..4 @form|@medicine ..1 forward|back|off|later|earlier|until|to
    put|putting off|back ..4 @form|@medicine
    dosing day|days
    second|third|next|extra|another|other|segunda|otra ..1 @form
    finish|finishing the rest
    wait|esperar|espere ..4 before|antes ..2 next|another|otra|siguiente one|dose|dosis
    poco|sin ..1 a|prisa|poco ..3 dejarlo|dejandolo
    dejarlo|dejandolo|dejar|bajando|bajarlo ..1 sin|poco|ya|despacio prisa|a|poco
    up|through|via the nose ..4 strong|stronger|faster|hits|quicker|works
    on|under|sobre|bajo your|the|tu|su|la tongue|lengua
    number|amount|figure|cifra|numero ..3 @medicine|@form ..3 @number
    go|stick|stay with|at|to @number ..2 @drug
    have|try|use|take one|two|three or|to two|three|four in|at|before|after|tonight|now|when|with|daily|per|every|
        if|as
    third|quarter|fifth|tercio|cuarto of|de ..2 @form
    @number ..1 units|unit|unidades of|de @intoxicant
    every|each|once|twice|daily|nightly|weekly ..6 how often ..4 @drug
    take|takes|use|uses|have|tome|toma|beba ..3 @drug together|along|alongside|with|plus|and|junto|
        con ..3 @intoxicant
    @form ..3 nostril|nostrils|fosa|fosas|nariz
    deje|deja|pare|para de beber|tomar|fumar
    media|medio|cuarto @form
    crush|grind|crumble|pulverise|pulverize|powder|break|split|chop|halve|machaque|machaca|triture|parta|
        parte ..3 @form|@medicine
    cut|divide|corte|corta ..3 half|halves|quarters|thirds|pieces|mitad|mitades|cuartos
    swish|suck|melt|tuck|chew|nibble|lick|dissolve|chupe|mastique|masque|disuelva ..3 @form|@medicine
    hold|keep|put|place|let|leave|ponga|pon|mantenga|coloque|deje|deja ..3 @form ..6 tongue|cheek|gum|melt|
        dissolve|lengua|mejilla|encia|disuelva
    snort|inject|sniff|boof|plug|shoot|vape|esnife|esnifa|esnifela|inyecte|inyecta|inyectese it|them|that|this|lo|la
    snort|inject|sniff|boof|plug|esnife|esnifa|inyecte|inyecta ..2 @number|@drug
    draw|draws|fill|load|measure|weigh ..4 syringe|dropper|scale|scoop|jeringa
    inject|inyecte ..4 thigh|arm|vein|muscle|muslo|brazo|vena
    i|we|i'd|we'd recommend|suggest|advise|prescribe|propose|vote|'d ..4 @thing
    i'd|i'll|we'll go|start|begin|stick ..3 @thing
    recomiendo|sugiero|aconsejo|receto|recetamos|recomendamos ..3 @thing
    @drug|@intoxicant ..6 will|would|should|helps ..1 help|calm|relax|do|settle|stop|you|fix|ease|work
    @drug ..3 is|are your|the|a best|good|great|right|better|safe|ideal choice|option|idea|bet|friend|pick|thing
    some|little|bit|touch|drop|sip|nip|splash|dash|poco|poquito|sorbo ..2 @intoxicant ..8 help|helps|calm|calms|
        stop|stops|relax|relaxes|ease|eases|fine|safe|ok|okay|calma|ayuda|relaja|quita|bien|steady|steadies
    little|bit|touch|nip|splash|dash|poco|poquito|sorbo|sip of|de|@intoxicant ..1 @intoxicant
    times|twice|double|triple|veces|doble|triple your|the|su|tu|la|el|de ..1 last|usual|previous|first|normal|
        regular|prescribed|ultima|habitual dose|amount|dosis|cantidad
    veces|times mas|more|less|menos que|than ..2 ultima|last|before|usual
    @swallow|have|use|try|give ..3 next|second|third|another|otra|otro|segunda|siguiente|proxima ..1 @form|dosis
    @swallow|use|try|have|tome|toma ..2 @number|quarter|third|fifth|half|thirds|quarters|piece ..1 of|de it|them|
        that|this|ella|ello
    @swallow|use|try|have|tome|toma ..2 @number|a|one ..1 piece|pieces|bit|bits|chunk|quarter|fragment|trozo|
        trozos|pedazo
    start|begin|empiece|empieza|comience with|on|con|at ..3 @drug
    puede|puedes beber|tomar|fumar|consumir otra|de|tras|despues|una|un|@number
    @medicine|@generic ..5 a diario
    @number es|is|are|sera ..2 normal|habitual|standard|typical|usual|enough|plenty|right|ideal|suficiente|strong|
        average
    session|sessions|sesion|sesiones|treatment|treatments ..2 daily|weekly|monthly|biweekly|fortnightly|diaria|
        semanal|mensual
    session|sessions|sesion|sesiones|infusion|infusions every|each|cada ..1 @time
    haga|hazte|programe|reserve|book|schedule ..2 @number sesiones|sesion|sessions|treatments|infusions
    number|numero of|de sessions|sesiones ..1 @number
    you|yes|si ..2 can|may|should|could mix|combine|skip|smoke|drink|swallow|use|double it|them|both
    puede|puedes|debe|podria mezclarlo|mezclarlos|combinarlo|combinarlos|tomarlo|tomarla|tomarlos|tomarlas|
        saltarselo|doblarlo|beberlo|fumarlo
    yes|sure|okay|absolutely ..3 can|may|should ..1 take|have|stop it|them|that|some
    tomelo|tomalo|tomela|tomala|tomelos|tomalos|tomelas|tomalas|tomeselo|tomatelo|tomeselas|tomatelas|mezclelo|mezclalo|
        combinelo|combinalo|saltelo|saltalo|salteselo|saltatelo|dupliquelo|duplicalo|inyecteselo|esnifelo|fumelo|bebalo
    spray|pump|puff|squirt @number times
    skip|skipping|miss|missing|omit ..2 @drug
    it|them ..1 every|each ..1 day|night|morning|evening|hours|week with|before|after|until
""")

# Nothing excuses these: the "not" is part of the advice.
_FIRM: Final = _patterns("""
    then|luego|despues ..2 can|may|could|puede|puedes ..1 have|drink|take|use|smoke|beber|tomar|fumar ..1 it|them|
        again|one|some|that|otra
    @number half ..1 lives|life
    afraid|hesitate|shy|scared|worry|miedo to|about|de|a ..2 go|take|ask|have|up|higher|double|more|subir|tomar
    nobody|no|nadie one|will|would|va ..3 mind|notice|know|importa ..3 double|more|take|skip|stop|doble
    why wait ..6 @form|one|next
    hair of the dog
    no harm|problem|issue|trouble|worries|danger in|with|from ..4 @thing
    una|one|otra mas|more no|won't ..3 dano|hurt|harm|mal|pasa
    mitad|doble basta|alcanza|sobra|vale|va
    larger|bigger|smaller helping|serving|portion
    keep|have|save a|one ..1 @form ..2 for|until
    melt it|them
    add|anade|suma ..1 a|an|another|un ..1 third|quarter|half|tercio|cuarto
    more the better
    no hace falta|necesaria|necesario ..2 @drug
    wait|waiting ..3 before ..2 next|second one|dose|round|pill
    el doble por|de|antes|despues|cuando|esta|hoy|en
    olvide|olvida|olvidese|olvidate ..3 @drug
    no need|reason|point ..3 @take|@give|keep|continue ..3 @drug
    no hace falta ..2 @take ..3 @drug
    no es necesario ..2 @take ..3 @drug
    no|not longer|more need|needs|require|requires ..3 @drug
    ya no necesita|necesitas|hace ..3 @drug
    don't|not need|necesita|necesitas|require your|su|tu|the|that|any|la|el ..2 @drug
    do|does|can|could well|fine|better|great|without ..1 your|su|the|that ..2 @drug
    fine|ok|okay|well|better|safe|bien|mejor without|off|sin ..3 @drug
    por que no toma|tomas|prueba|pruebas|bebe|bebes|fuma|usa ..3 @thing
    why|how not|about ..1 @take|have|having|taking|trying|add|some|a ..3 @thing
""")


def sayings(line: Line) -> Iterator[Hit]:
    """Set phrases that tell somebody what to do with something taken."""
    for start, end in _FIRM.found(line):
        if not _is_other_thing(line, end) and not _is_asked(line):
            yield start, end, "saying"
    for start, end in _SAYINGS.found(line):
        if _is_other_thing(line, end) or _is_excused(line, start):
            continue
        yield start, end, "saying"


def _is_other_thing(line: Line, end: int) -> bool:
    """Whether the medicine's name only qualifies the next word ("your medicine list")."""
    return any(token.text in _NOT_TAKEN for token in line[end : end + 1])


def _is_excused(line: Line, start: int) -> bool:
    return is_negated(line, start) or is_deferred(line, start) or is_described(line, start) or _is_asked(line)


def _is_asked(line: Line) -> bool:
    return any_word(line, _ASKS) and any_of(line, "person")


_ASKS: Final = words("ask asks tell tells pregunte pregunta consulte")
