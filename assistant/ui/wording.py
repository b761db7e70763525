"""The few words of the pages that are not fixed texts, in English and Spanish."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "signed_out": ("Signed out", "Sesión cerrada"),
    "you_are_signed_out": ("You are signed out", "Tu sesión está cerrada"),
    "sign_in": ("Sign in", "Iniciar sesión"),
    "sign_out": ("Sign out", "Cerrar sesión"),
    "signed_in_as": ("Signed in as {}", "Has entrado como {}"),
    "change_password": ("Change password", "Cambiar la contraseña"),
    "patient/talk.py": ("Ask", "Preguntar"),
    "patient/earlier.py": ("Earlier conversations", "Conversaciones anteriores"),
    "patient/yours.py": ("What is kept of you", "Lo que se guarda de ti"),
    "library/browse.py": ("Library", "Biblioteca"),
    "who_reads": (
        "Only you and, when something sounds dangerous, your care team can read them. Times are UTC.",
        "Solo tú y, cuando algo parece peligroso, tu equipo podéis leerlas. Las horas son UTC.",
    ),
    "nothing_earlier": (
        "Nothing here yet. Your conversations stay here so that you can read them again.",
        "Todavía no hay nada. Tus conversaciones se quedan aquí para que puedas volver a leerlas.",
    ),
    "message": ("{} message", "{} mensaje"),
    "messages": ("{} messages", "{} mensajes"),
    "open": ("Open", "Abrir"),
    "help_now": ("Help now", "Ayuda ahora"),
    "quick_exit": ("Leave this page now", "Salir de esta página ya"),
    "new_conversation": ("New conversation", "Nueva conversación"),
    "ask": ("Write your question", "Escribe tu pregunta"),
    "reading": ("Reading your message …", "Leyendo tu mensaje …"),
    "opening": ("What is on your mind?", "¿Qué te preocupa?"),
    "an_ai": (
        "You talk with an AI, not with a person. Nobody watches this chat in real time.",
        "Hablas con una IA, no con una persona. Nadie vigila este chat en tiempo real.",
    ),
    "answers_off": (
        "Your care team has switched answers off here for now. I still check every message for danger.",
        "Tu equipo ha desactivado las respuestas por ahora. Sigo revisando cada mensaje por si hay peligro.",
    ),
    "answers_help_only": (
        "Your care team answers your questions themselves for now. I still check every message for danger.",
        "Por ahora tu equipo responde a tus preguntas en persona. Sigo revisando cada mensaje por si hay peligro.",
    ),
    "for_example": ("For example", "Por ejemplo"),
    "before_start": ("Before you start", "Antes de empezar"),
    "have_read": ("I have read this", "Lo he leído"),
    "next": ("You could also ask", "También puedes preguntar"),
    "ask_team": ("Ask my care team", "Preguntar a mi equipo"),
    "pass_on": ("Please pass this on to my care team:", "Por favor, pasa esto a mi equipo:"),
    "unanswered": (
        "This message is stored, but it has no reply yet.",
        "Este mensaje está guardado, pero todavía no tiene respuesta.",
    ),
    "sources": ("Where this comes from", "De dónde sale esto"),
    "not_approved": (
        "Checked against published sources, not yet approved by a clinician.",
        "Contrastado con fuentes publicadas; ningún profesional clínico lo ha aprobado todavía.",
    ),
    "right_now": ("Your care team, right now", "Tu equipo, ahora mismo"),
    "where": ("Where are you?", "¿Dónde estás?"),
    "emergency": ("Emergency: call {}", "Emergencia: llama al {}"),
    "emergency_local": (
        "In danger now: call your local emergency number.",
        "En peligro ahora: llama a tu número local de emergencias.",
    ),
    "pick_region": (
        "Say where you are under “Help now” to see numbers you can call.",
        "Indica dónde estás en «Ayuda ahora» para ver números a los que llamar.",
    ),
    "your_clinic": ("Your clinic", "Tu clínica"),
    "unchecked": (
        "Taken from public sources; nobody at this clinic has called these lines yet to check them.",
        "Tomado de fuentes públicas; nadie de esta clínica ha llamado todavía para comprobarlas.",
    ),
    "suicide_crisis": ("Suicide and crisis", "Suicidio y crisis"),
    "poison": ("Poison and overdose", "Intoxicación y sobredosis"),
    "domestic_violence": ("Violence at home", "Violencia en casa"),
    "sexual_violence": ("Sexual violence", "Violencia sexual"),
    "child": ("Children and young people", "Niños y jóvenes"),
    "substance_use": ("Alcohol and drugs", "Alcohol y drogas"),
    "peer_support": ("Someone to talk to (not for emergencies)", "Alguien con quien hablar (no para emergencias)"),
    "not_kept": (
        "Our records do not answer right now. You can write and I answer, but nothing is kept.",
        "Nuestros registros no responden ahora. Puedes escribir y te respondo, pero no se guarda nada.",
    ),
}


def say(key: str, language: str = "en", *values: str) -> str:
    """The words in Spanish for `es`, in English otherwise, with the values put in."""
    english, spanish = _WORDS[key]
    return (spanish if language == "es" else english).format(*values)


def page_title(file: str, title: str, language: str) -> str:
    """The name of that page in a patient's menu; of a page that is no patient's, the title as it is."""
    return say(file, language) if file in _WORDS else title
