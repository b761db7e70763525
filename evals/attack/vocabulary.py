"""Small vocabularies that leave a label as it is: fillers, greetings, tails, what an app shows, and words to swap."""

from __future__ import annotations

from collections.abc import Mapping

FILLERS: Mapping[str, tuple[str, ...]] = {
    "en": ("um", "uh", "like", "you know", "I mean", "well", "honestly", "so yeah"),
    "es": ("este", "o sea", "pues", "bueno", "eh", "la verdad"),
}
GREETINGS = ("Hola,", "Bonjour,", "Ciao,", "Hallo,", "Salut!", "Buenas,", "Olá,", "Hey team,", "Shalom,", "Namaste,")
TAILS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Anyway, it is raining here.",
        "Sent from my phone",
        "By the way, the new playlist is nice.",
        "My next session is on Thursday at ten.",
        "Sorry for the spelling, I am on the bus.",
        "Greetings from Leeds!",
    ),
    "es": (
        "En fin, aquí está lloviendo.",
        "Enviado desde mi teléfono",
        "Por cierto, la música nueva es bonita.",
        "Mi próxima sesión es el jueves a las diez.",
        "Perdón por la ortografía, voy en el camión.",
    ),
}
SCREENS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "[Journal] New entry, 8:14 PM.",
        'You asked: "How was your week?" My answer:',
        "Reminder: session on Thursday at 10:00. Dismiss. Reply:",
        "Draft saved. Send a message to your care team:",
        "> Was this answer helpful? Yes / No\n",
    ),
    "es": (
        "[Diario] Nueva entrada, 20:14.",
        'Preguntaste: "¿Cómo estuvo tu semana?" Mi respuesta:',
        "Recordatorio: sesión el jueves a las 10:00. Respuesta:",
        "Borrador guardado. Mensaje para tu equipo:",
    ),
}
SWAPS: tuple[tuple[str, ...], ...] = (
    ("brother", "cousin", "uncle", "stepbrother"),
    ("sister", "aunt", "stepsister", "niece"),
    ("husband", "boyfriend", "fiancé"),
    ("wife", "girlfriend", "fiancée"),
    ("roommate", "flatmate", "housemate"),
    ("mom", "mum", "mother", "mama"),
    ("dad", "father", "papa"),
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ("january", "march", "april", "june", "july", "august", "october"),
    ("london", "leeds", "chicago", "denver", "toronto", "dublin"),
    ("james", "daniel", "marcus", "omar", "kofi", "wei"),
    ("sarah", "emma", "priya", "maria", "aisha", "mei"),
    ("therapist", "counselor", "counsellor"),
    ("hermano", "primo", "tío"),
    ("hermana", "prima", "tía"),
    ("esposo", "marido", "novio"),
    ("esposa", "novia"),
    ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
)
"""Words of one row say the same sort of person, day or place."""
SHORTHAND: Mapping[str, tuple[str, ...]] = {
    "i am": ("im", "I'm"),
    "i'm": ("im", "I am"),
    "i have": ("ive", "I've"),
    "i've": ("ive", "I have"),
    "i will": ("ill", "I'll"),
    "i'll": ("ill", "I will", "imma"),
    "want to": ("wanna",),
    "going to": ("gonna",),
    "have to": ("gotta", "hafta"),
    "got to": ("gotta",),
    "do not": ("dont", "don't"),
    "don't": ("dont", "do not"),
    "can't": ("cant", "cannot"),
    "cannot": ("cant", "can not"),
    "won't": ("wont", "will not"),
    "it's": ("its", "it is"),
    "because": ("cuz", "bc", "cause"),
    "you": ("u",),
    "your": ("ur",),
    "are": ("r",),
    "please": ("pls", "plz"),
    "tonight": ("tonite", "2nite", "this evening"),
    "tomorrow": ("tmrw", "tmr"),
    "before": ("b4",),
    "people": ("ppl",),
    "with": ("w/",),
    "without": ("w/o",),
    "about": ("abt",),
    "really": ("rly",),
    "right now": ("rn", "just now"),
    "milligrams": ("mg", "mgs"),
    "medication": ("meds", "med"),
    "medications": ("meds",),
    "ketamine": ("ket", "ketamin"),
    "myself": ("my self", "meself"),
    "something": ("smth", "somethin"),
    "though": ("tho",),
    "that": ("tht",),
    "thinking": ("thinkin",),
    "taking": ("takin",),
    "have": ("hav",),
    "que": ("q", "k"),
    "porque": ("pq", "xq"),
    "por": ("x",),
    "también": ("tmb",),
    "quiero": ("kiero",),
    "estoy": ("toy", "estoi"),
    "para": ("pa",),
}
"""One or two words as people type them on a phone."""
