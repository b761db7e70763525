"""The words that dosing is made of, in English and Spanish, folded to plain lower-case letters.

`KINDS` maps a word to every kind it has. Phrases of several words are matched by the rules, not here.
"""

from __future__ import annotations

from typing import Final

_BY_KIND: Final[dict[str, str]] = {
    "number": """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety hundred hundreds
        thousand half halves quarter quarters dozen couple several few handful dos tres cuatro cinco seis siete ocho
        nueve diez doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veinticinco treinta
        cuarenta cincuenta sesenta setenta ochenta noventa cien ciento doscientos trescientos quinientos medio mitad
        cuarto tercio par pocas pocos varias varios ii iii deux trois quatre zwei drei vier dois duas tre quattro
    """,
    "unit": """
        mg mgs milligram milligrams milligramme milligrammes milligrm miligram miligrams miligramo miligramos mcg
        mcgs ug microgram micrograms microgramme microgrammes microgramo microgramos ml mls milliliter milliliters
        millilitre millilitres mililitro mililitros cc ccs gram grams gramme grammes gramo gramos migs mig
        milligramm milligrammi meq mgkg mcgkg nanogram nanograms centigram centigrams miligramaje milligrammage
        mililiter mililiters
    """,
    "soft_unit": """
        g gr gm gms l lt liter litre liters litres teaspoon teaspoons tsp tablespoon tablespoons tbsp spoonful
        spoonfuls cucharada cucharadas cucharadita cucharaditas unit units unidad unidades iu ius ui oz ounce ounces
        onza onzas kg kilo kilos kilogram kilograms kilogramo kilogramos lb lbs pound pounds percent
    """,
    "form": """
        tablet tablets tab tabs pill pills capsule capsules cap caps caplet caplets lozenge lozenges troche troches
        spray sprays puff puffs drop drops patch patches vial vials ampoule ampoules syringe syringes injection
        injections infusion infusions dose doses dosage dosages bump bumps line lines hit hits gummy gummies edible
        edibles joint joints strip strips suppository suppositories sachet sachets scoop scoops dropper droppers
        booster boosters jab jabs toke tokes bowl bowls key keys keybump pastilla pastillas comprimido comprimidos
        capsula capsulas gota gotas tableta tabletas gragea grageas inyeccion inyecciones dosis infusiones raya
        rayas parche parches ampolla ampollas pulverizacion pulverizaciones calada caladas pildora pildoras tabletta
        tabletten tablette comprime comprimes compressa compresse pille pillen pilule pilules goutte gouttes tropfen
        gocce pastiglia pastiglie gelule gelules kapsel kapseln inhalation inhalations squirt squirts pump pumps
        bolus
    """,
    "drink_form": """
        drink drinks beer beers glass glasses shot shots pint pints bottle bottles cocktail cocktails copa copas
        cerveza cervezas vaso vasos trago tragos chupito chupitos cana canas botella botellas sip sips sorbo sorbos
    """,
    "medicine": """
        ketamine ketamina esketamine esketamina spravato ketalar ket lozenge troche sertraline zoloft fluoxetine
        prozac paroxetine paxil citalopram celexa escitalopram lexapro venlafaxine effexor duloxetine cymbalta
        bupropion wellbutrin mirtazapine remeron trazodone amitriptyline nortriptyline vortioxetine trintellix
        lithium litio lamotrigine lamictal valproate depakote quetiapine seroquel olanzapine zyprexa aripiprazole
        abilify risperidone risperdal lurasidone latuda clozapine haloperidol alprazolam xanax lorazepam ativan
        diazepam valium clonazepam klonopin rivotril temazepam chlordiazepoxide librium zolpidem ambien zopiclone
        eszopiclone lunesta hydroxyzine atarax vistaril diphenhydramine benadryl doxylamine unisom nytol melatonin
        melatonina gabapentin neurontin pregabalin lyrica naltrexone naltrexona vivitrol acamprosate campral
        disulfiram antabuse naloxone naloxona narcan methadone metadona buprenorphine suboxone subutex oxycodone
        oxycontin percocet hydrocodone vicodin tramadol codeine codeina morphine morfina fentanyl fentanilo
        propranolol metoprolol lisinopril losartan amlodipine clonidine clonidina prazosin aspirin aspirina
        ibuprofen ibuprofeno advil paracetamol acetaminophen tylenol naproxen aleve ondansetron zofran
        metoclopramide omeprazole adderall ritalin methylphenidate vyvanse lisdexamfetamine modafinil concerta
        atomoxetine strattera levothyroxine insulin insulina metformin prednisone thiamine tiamina topiramate
        baclofen semaglutide ozempic selegiline phenelzine tranylcypromine midazolam propofol ashwagandha magnesium
        magnesio valerian valeriana kava kratom ginkgo ginseng turmeric niacin theanine buspirone buspar
        desvenlafaxine pristiq triazolam dextroamphetamine guanfacine doxepin promethazine loratadine cetirizine
        zyrtec claritin theophylline warfarin statin atorvastatin viagra sildenafil estradiol testosterone
        bromazepam lexatin orfidal trankimazin sertralina fluoxetina paroxetina venlafaxina desvenlafaxina
        duloxetina mirtazapina trazodona amitriptilina vortioxetina lamotrigina valproato quetiapina olanzapina
        aripiprazol risperidona clozapina hidroxizina difenhidramina doxilamina gabapentina acamprosato oxicodona
        omeprazol metilfenidato lisdexanfetamina levotiroxina metformina prednisona topiramato baclofeno warfarina
        buprenorfina naproxeno diclofenaco esketamin ketamin ketamines zanaflex tizanidine flexeril cyclobenzaprine
        buprion vraylar cariprazine rexulti brexpiprazole geodon ziprasidone oxcarbazepine tegretol carbamazepine
        keppra restoril inderal norvasc lasix wegovy sominex dayquil nyquil robitussin dextromethorphan dxm
        tianeptine phenibut oxazepam chlorpromazine lofexidine sumatriptan wort hypericum hiperico hops
        passionflower skullcap rhodiola tryptophan glycine cbn pasiflora antabus revia zyban chantix varenicline
        spravado esketamines
    """,
    "generic": """
        medicine medicines medication medications med meds drug drugs antidepressant antidepressants benzo benzos
        benzodiazepine benzodiazepines opioid opioids opiate opiates ssri ssris snri snris maoi maois stimulant
        stimulants antihistamine antihistamines painkiller painkillers supplement supplements vitamin vitamins
        prescription prescriptions antipsychotic antipsychotics sedative sedatives tranquilizer tranquilizers
        tranquilliser stabilizer stabilizers stabiliser herb herbs remedy laxative antacid medicamento medicamentos
        medicina medicinas medicacion farmaco farmacos antidepresivo antidepresivos ansiolitico ansioliticos
        suplemento suplementos benzodiacepina benzodiacepinas opioide opioides antihistaminico somnifero somniferos
        pastillero sedante sedantes analgesico analgesicos vitamina vitaminas droga drogas anxiolytic anxiolytics
        psychedelic psychedelics narcotic narcotics anticonvulsant anticonvulsants hipnotico hipnoticos
        estabilizador
    """,
    "alcohol": """
        alcohol booze wine beer beers vodka whisky whiskey liquor spirits rum gin tequila champagne cider prosecco
        nightcap nightcaps chupito chupitos canita cervecita copita vinito merlot lager ale brandy bourbon sake
        mezcal sangria martini margarita vino cerveza cervezas ron licor drink drinks drinking cocktail cocktails
        copa copas ethanol
    """,
    "recreational": """
        cannabis weed blunt marijuana marihuana pot cocaine cocaina coke mdma ecstasy extasis molly lsd acid
        mushrooms shrooms psilocybin psilocibina heroin heroina meth methamphetamine speed ayahuasca dmt kratom cbd
        thc nicotine nicotina gummy gummies edible edibles setas ghb poppers hash hachis porro porros canuto canutos
        peta vape tobacco tabaco cigarettes
    """,
    "time": """
        second seconds minute minutes min mins hour hours hr hrs day days night nights week weeks wk wks month
        months year years morning mornings evening evenings bedtime mealtime segundo segundos minuto minutos hora
        horas dia dias noche noches semana semanas mes meses ano anos manana mananas tarde tardes h
    """,
    "take": """
        take takes taking took taken swallow swallowing inject injecting snort snorting pop popping dissolve
        dissolving suck sucking insert inhale inhaling smoke smoking sniff ingest redose redosing dose dosing
        administer administering chew chewing use using drink drinking sip sipping tome toma tomar tomate tomese
        tomas tomando usa usar trague traga tragar beba bebe beber inyecte inyectar inyectate inhala inhalar esnifa
        esnifar fuma fumar administre administrar mastica consume consuma consumir plug boof vape
    """,
    "swallow": """
        take taking swallow swallowing inject injecting snort snorting pop popping dissolve dissolving suck insert
        inhale sniff ingest redose dose administer chew tome toma tomar tomate tomese trague traga inyecte inyectate
        inyectar inhala esnifa administre boof
    """,
    "give": "have having try trying add adding give giving get getting repeat repeating prueba pruebe anade anada",
    "stop": """
        stop stopping skip skipping quit quitting pause pausing discontinue discontinuing miss drop dropping omit
        withhold cease ditch flush off suspend suspenda suspende suspender deje deja dejar salte salta saltar
        saltate saltese saltarse saltarte omita omite omitir interrumpa interrumpe interrumpir pare para parar
        abandona abandone
    """,
    "start": """
        start starting begin beginning restart restarting resume resuming initiate switch switching swap swapping
        replace replacing substitute continue continuing empiece empieza empezar comience comienza comenzar reanude
        reanuda cambie cambia cambiar sustituya sustituye reemplace reemplaza
    """,
    "change": """
        increase increasing raise raising double doubling triple tripling quadruple cuadruplique halve halving lower
        lowering reduce reducing decrease decreasing cut cutting adjust adjusting change changing bump boost up
        split splitting titrate quadruples aumente aumenta aumentar suba sube subir doble duplique duplica duplicar
        triplique baje baja bajar reduzca reducir disminuya disminuye disminuir ajuste ajusta ajustar parta parte
        partir
    """,
    "mix": """
        mix mixing mixes combine combining combines blend stack stacking add adding together alongside mezcle mezcla
        mezclar combina combinar junto juntos junta
    """,
    "taper": """
        taper tapers tapering tapered titrate titrates titrating titration wean weaning titular titula desescalar
        desescalada escalar microdose microdosing microdoses microdosis microdosar redose redosing redosis macrodose
    """,
    "compare": """
        more less higher lower bigger smaller larger stronger weaker double triple twice half extra additional
        another increased reduced lowered raised halved doubled greater heavier lighter fewer mas menos mayor menor
        doble mitad otra otro otras otros adicional adicionales superior inferior
    """,
    "level": """
        maximum max minimum typical usual normal standard recommended average safe starting maintenance lethal
        therapeutic effective ideal optimal low high small large big strong weak tiny moderate full anesthetic
        anaesthetic subanesthetic subanaesthetic initial loading maxima maximo minima minimo tipica habitual
        recomendada segura letal alta baja fuerte pequena grande normales estandar inicial
    """,
    "quantity": """
        dose doses dosage dosages amount amounts quantity quantities strength strengths range ranges dosis cantidad
        cantidades potencia rango dosificacion concentration concentracion milligrammage
    """,
    "negation": """
        not never no dont don't cannot can't cant shouldn't shouldnt mustn't mustnt won't wont doesn't doesnt didn't
        isn't isnt aren't avoid avoids avoiding without nor neither refrain nobody none nunca jamas ni tampoco evite
        evita evitar sin nadie ningun ninguna ninguno couldn't wouldn't
    """,
    "ask": """
        ask asks asking talk talks talking speak speaking check checks tell tells call calls discuss discusses
        discussing consult decide decides decided decision plan plans planned agree agreed question questions raise
        bring depends judge judges advise advises know pregunte pregunta preguntar preguntale hable habla hablar
        consulte consulta consultar llame llama deciden decidir decida acuerde planifique comente comenta cuente
        cuentale diga dile
    """,
    "person": """
        prescriber prescribers doctor doctors pharmacist pharmacists clinic clinics clinician clinicians team teams
        nurse nurses provider physician psychiatrist gp medical leaflet label prescritor medico medica medicos
        farmaceutico farmaceutica clinica equipo enfermera prescriptor psiquiatra doctora prospecto
    """,
    "subordinate": """
        if when whenever before after while because since until unless whether who which that how what where why
        whose although though once si cuando antes despues mientras porque hasta quien quienes que como
    """,
    "permission": """
        can may should could must might ought would will shall puede puedes debe debes podria podrias deberia
        deberias tiene tienes hay need needs okay ok fine safe alright allowed recommend recommended suggest
        suggested advise try consider
    """,
    "practice": """
        journal journaling journalling write writes writing walk walking breath breaths breathe breathing practise
        practice practising practicing sleep sleeping eat eating meal meals notice noticing meditate meditation
        mindfulness exercise exercises stretch stretching move movement water ground grounding draw drawing song
        music read reading check checked monitor monitored measured measure text message call calls calling rest
        count counting name look see touch hear smell taste feet floor words sentences page pages notes note post
        repeat phrase hug step steps escribe escribir camina caminar respira respirar respiracion respiraciones
        duerme dormir diario practica practique nota pausa agua meditar meditacion pasos palabras sentence goal
        goals gratitude meeting meetings group groups
    """,
    "counted": """
        people persons person adults patients participants veterans men women studies study trials trial reviews
        review days day weeks week months month years year hours hour minutes minute seconds second points point
        percent percentage groups group times drinkers friends questions question lines things thing steps step
        breaths breath words sentences molecules forms kinds ways sites centres centers options stages phases parts
        reasons signs symptoms practices minuto minutos personas semanas meses anos dias horas cosas respiraciones
        estudios ensayos pasos adultos pacientes participantes puntos interviews themes pages chapters meetings
        calls numbers number documents passages nights night
    """,
}


def _table() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for kind, words in _BY_KIND.items():
        for word in words.split():
            kinds.setdefault(word, set()).add(kind)
    return {word: frozenset(found) for word, found in kinds.items()}


def words(text: str) -> frozenset[str]:
    """The words of the text, each once."""
    return frozenset(text.split())


KINDS: Final[dict[str, frozenset[str]]] = _table()
LONG_WORDS: Final[frozenset[str]] = frozenset(
    word
    for word, found in KINDS.items()
    if len(word) > 4 and found & {"unit", "form", "medicine", "generic"}  # noqa: PLR2004
)
NO_KIND: Final[frozenset[str]] = frozenset()
IS_MEDICINE: Final[frozenset[str]] = frozenset({"medicine"})
_MEDICINE_ENDINGS: Final = (
    "azepam", "zepam", "zolam", "oxetine", "oxetina", "triptyline", "triptilina", "azepine", "azepina", "apine",
    "idone", "idona", "prazole", "prazol", "sartan", "olol", "statin", "statina", "dipine", "setron", "profen",
    "profeno", "codone", "codona", "morphone", "barbital", "faxine", "faxina", "gabalin", "trigine", "trigina",
    "ciclovir", "cillin", "cilina", "mycin", "oxacin", "oxacino", "glutide", "triptan", "tadine", "razine", "razina",
    "lukast", "thiazide", "semide", "orexant", "piprazole", "piprazol", "naltrexone", "ketamine", "ketamina",
    "orphine", "orfina", "amfetamine", "amphetamine", "anfetamina", "zodone", "zodona", "perone",
)  # fmt: skip
"""How the names of medicines end that nobody listed."""


def kinds_of(word: str) -> frozenset[str]:
    """Every kind the folded word has; empty for a word that plays no part."""
    found = KINDS.get(word)
    if found is not None:
        return found
    return IS_MEDICINE if word.endswith(_MEDICINE_ENDINGS) else NO_KIND
