"""The words of the pages before the sign-in, in English and Spanish."""

from __future__ import annotations

from assistant.domain.said import Said

_WORDS = {
    "title": Said("Sign in · Between sessions", "Iniciar sesión · Entre sesiones"),
    "name": Said("Between sessions", "Entre sesiones"),
    "lead": Said(
        "Questions and answers for patients of {}. You talk with an AI, not with a person.",
        "Preguntas y respuestas para pacientes de {}. Hablas con una IA, no con una persona.",
    ),
    "your_clinic": Said("your clinic", "tu clínica"),
    "help_now": Said("Help now", "Ayuda ahora"),
    "danger": Said("In danger, or thinking of ending your life?", "¿Estás en peligro o piensas en quitarte la vida?"),
    "local": Said("Call your local emergency number.", "Llama a tu número local de emergencias."),
    "emergency": Said("Emergency: call {}", "Emergencia: llama al {}"),
    "directory": Said("Find a crisis line near you", "Encuentra una línea de crisis cerca de ti"),
    "sign_in": Said("Sign in", "Iniciar sesión"),
    "or_own": Said("Or with an account of its own", "O con una cuenta propia de aquí"),
    "account": Said("Name of your account", "Nombre de tu cuenta"),
    "secret": Said("Invitation code or password", "Código de invitación o contraseña"),
    "provider": Said("Sign in with the clinic account", "Entrar con la cuenta de la clínica"),
    "other_account": Said(
        "Sign out at the clinic and use another account", "Cerrar la sesión de la clínica y usar otra cuenta"
    ),
    "not_signed_in": Said("Not signed in", "No has iniciado sesión"),
    "back": Said("Back", "Volver"),
    "choose": Said("Choose your password", "Elige tu contraseña"),
    "change": Said("Change your password", "Cambia tu contraseña"),
    "why": Said(
        "Your invitation code worked. It ends now: from here on you sign in with a password of your own.",
        "Tu código de invitación funcionó. Ahora deja de valer: a partir de aquí entras con una contraseña tuya.",
    ),
    "at_least": Said(
        "At least {} characters. Any characters; a few words in a row are good.",
        "Al menos {} caracteres. Valen todos; unas cuantas palabras seguidas van bien.",
    ),
    "current": Said("Current password", "Contraseña actual"),
    "new": Said("New password", "Contraseña nueva"),
    "again": Said("The same password again", "La misma contraseña otra vez"),
    "keep": Said("Keep this password", "Guardar esta contraseña"),
    "demo": Said("Demo on this machine", "Demostración en este equipo"),
    "demo_why": Said(
        "Nobody real reads here. Choose who you want to be.", "Aquí no lee nadie de verdad. Elige quién quieres ser."
    ),
    "demo_patient": Said("Continue as demo patient", "Seguir como paciente de prueba"),
    "demo_clinician": Said("Continue as demo clinician", "Seguir como profesional de prueba"),
    "demo_evaluator": Said("Continue as demo evaluator", "Seguir como evaluador de prueba"),
}

BROKEN = Said(
    "Sign-in does not work right now. The help lines above do. Please try again in a few minutes.",
    "Ahora mismo no se puede iniciar sesión. Las líneas de ayuda de arriba sí funcionan. Inténtalo en unos minutos.",
)
UNKNOWN = Said(
    "That name and code or password do not belong together. Your clinic can give you a new invitation.",
    "Ese nombre y ese código o contraseña no van juntos. Tu clínica puede darte una invitación nueva.",
)
NO_DEMO = Said(
    "The demo accounts are missing. Start with: make demo", "Faltan las cuentas de prueba. Empieza con: make demo"
)


def front(key: str, language: str, *values: object) -> str:
    """The words in that language, with the values put in."""
    return _WORDS[key].of(language).format(*values)
