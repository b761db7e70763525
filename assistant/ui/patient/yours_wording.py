"""The words of the page about what is kept, in the two languages of the assistant."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("What is kept of you", "Lo que se guarda de ti"),
    "kept": (
        (
            "Your messages and the replies are kept, encrypted, so that you can read them again. Your care team can "
            "read them when something sounds dangerous. Every look of theirs is written down."
        ),
        (
            "Tus mensajes y las respuestas se guardan cifrados para que puedas volver a leerlos. Tu equipo puede "
            "leerlos cuando algo parece peligroso. Cada vez que lo hacen queda anotado."
        ),
    ),
    "take": ("Take it with you", "Llévatelo"),
    "take_md": ("Download to read", "Descargar para leer"),
    "take_json": ("Download for another program (JSON)", "Descargar para otro programa (JSON)"),
    "nothing": ("There are no conversations yet.", "Todavía no hay conversaciones."),
    "correct": ("Something is wrong", "Algo no es correcto"),
    "wrong": ("What is wrong, and what is right?", "¿Qué no es correcto y qué es lo correcto?"),
    "send": ("Send to the care team", "Enviar al equipo"),
    "correction": ("Please correct what is kept of me:", "Por favor, corregid lo que se guarda de mí:"),
    "delete": ("Have it deleted", "Que se borre"),
    "law": (
        (
            "You can ask that your conversations are deleted. A person at the clinic decides, because rules for health "
            "records may say that some must be kept for a time. They will tell you."
        ),
        (
            "Puedes pedir que se borren tus conversaciones. Lo decide una persona de la clínica, porque las normas "
            "sobre historias clínicas pueden exigir que algo se conserve un tiempo. Te lo dirán."
        ),
    ),
    "sure": ("Yes, I want to ask for this", "Sí, quiero pedirlo"),
    "ask_deletion": ("Ask for deletion", "Pedir que se borre"),
    "deletion": (
        "Please delete my conversations and what is kept of me.",
        "Por favor, borrad mis conversaciones y lo que se guarda de mí.",
    ),
    "asked": ("Your care team has been asked.", "Se lo hemos pedido a tu equipo."),
}


def word(key: str, language: str) -> str:
    """The words in that language: `es`, else English."""
    english, spanish = _WORDS[key]
    return spanish if language == "es" else english
