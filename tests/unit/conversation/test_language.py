import pytest

from assistant.conversation.language import detect_language

ENGLISH = [
    "hi",
    "help",
    "is it normal to feel raw",
    "i dont want to be here anymore",
    "k",
    "",
    "   ",
    "😭😭😭",
    "123",
    "kms",
    "María told me to ask you",
    "Dr. Hernández said it's fine",
    "can i drive home",
    "ketamine",
    "my abuela is worried about me",
    "whats integration",
    "no",
    "I die inside",
    "took all the pills",
    "Is a jalapeño safe before my session?",
]
SPANISH = [
    "hola",
    "gracias",
    "ayuda",
    "cuanto ketamina puedo tomar",
    "no quiero vivir mas",
    "no puedo mas",
    "quiero morirme",
    "me quiero matar",
    "ya no aguanto",
    "¿Es normal?",
    "es normal llorar despues de la sesion",
    "puedo manejar hoy",
    "mi therapist dice que está bien pero no sé",
    "me tome todas las pastillas",
    "mañana",
    "Estoy cansada de todo 😞",
    "mi novio me pega",
    "no me siento bien, John",
    "BEBÍ ANOCHE Y ME DA VERGÜENZA",
    "qe hago tengo muxo miedo",
]
OTHER = [
    "je suis triste et je ne veux plus vivre",
    "ich will nicht mehr leben",
    "eu não quero mais viver",
    "non voglio più vivere",
    "я не хочу жить",
    "我不想活了",
    "لا أريد أن أعيش",
    "死にたい",
    "posso dirigir depois da sessão? estou com medo",
]


@pytest.mark.parametrize("message", ENGLISH)
def test_a_message_in_english_or_without_any_sign_of_a_language_is_read_as_english(message: str) -> None:
    assert detect_language(message) == "en"


@pytest.mark.parametrize("message", SPANISH)
def test_a_message_in_spanish_is_recognised_also_without_accents(message: str) -> None:
    assert detect_language(message) == "es"


@pytest.mark.parametrize("message", OTHER)
def test_a_message_in_a_third_language_is_not_taken_for_english_or_spanish(message: str) -> None:
    assert detect_language(message) == "other"


def test_in_a_mixed_message_the_language_of_most_words_wins() -> None:
    assert detect_language("no sé qué hacer, my husband está muy enojado conmigo") == "es"
    assert detect_language("I told mi mamá that I don't want to live like this") == "en"


def test_a_huge_message_is_read_in_bounded_time_from_its_beginning() -> None:
    assert detect_language("estoy muy triste y no puedo dormir " * 20_000) == "es"
