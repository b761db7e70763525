"""Tells English, Spanish and anything else apart, without a model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from assistant.domain.messages import Author, Utterance

__all__ = ["Language", "detect_language", "spoken_language"]

Language = Literal["en", "es", "other"]

_READ = 4000  # enough to tell a language; keeps the cost of a huge message bounded

_ENGLISH_WORDS = """
the and is are was were am been being be i you your yours we our us my mine she him his her they them their it
its it's i'm im i've ive i'd i'll ill you're youre don't dont can't cant didn't didnt isn't isnt won't wont
wasn't couldn't wouldn't shouldn't doesn't doesnt hasn't haven't havent what what's whats who when where why how
which this that that's thats these those there here not nothing never ever of to in on at by for from with
without about after before between into out up down off over do does did done doing have has had having will
would should could can may might must want need feel feeling felt feels think thinking thought know see say said
tell told go going gonna wanna went get getting got take taking took make made keep help please thanks thank
hello hi hey bye session sessions therapist therapy doctor clinic team day days night today tonight tomorrow
yesterday week last next time still again always normal okay ok yes yeah if but or because so than then very
much many more less some any all every just only too also life die dying dead kill killing myself yourself hurt
pain drink drinking drank drunk sleep sleeping drive driving home alone anymore pills people someone somebody
something anything everything everyone nobody way bad good better worse sad scared afraid angry tired first two
one ask long safe work
"""
_SPANISH_WORDS = """
el la los las un una unos unas y o u que qué quien quién quienes cual cuál cuando cuándo cuanto cuánto cuanta
cuánta cuantos cuántos cuantas cuántas donde dónde como cómo por porque porqué para pero con sin sobre entre
desde hasta hacia del al de en lo le les se te mi mis tu tus su sus nuestro yo tú él ella ello ellos ellas
nosotros usted ustedes soy eres es somos son era fue fui estoy está esta estas están estan estaba estar ser este
esto eso ese esa esos ahí ahi aquí aqui allí he ha han había habia hay haber hacer hago hace hice hizo tengo
tiene tienes tener tuve puedo puede puedes poder pude quiero quiere quieres querer quisiera siento sientes
siente sentir sentí me nos voy va vas vamos ir debo debe debería deberia tomar tomo tomé tome tomado beber bebo
bebí bebi bebiendo bebido dejar dejé vivir vivo vida morir morirme muerte muerto matar matarme mato suicidarme
suicidio cortarme hacerme daño dano dolor duele dormir duermo manejar conducir ayuda ayúdame ayudame ayudar
gracias hola adiós adios buenos buenas días dias día dia noche tarde mañana manana ayer hoy semana después
despues antes ahora siempre nunca nada nadie alguien algo todo toda todos todas más mas menos muy mucho mucha
muchos también tambien tampoco ya aún aun todavía todavia si sí sesión sesion sesiones terapia terapeuta médico
medico clínica clinica equipo ketamina pastillas medicina medicación medicacion normal raro rara triste miedo
ansiedad llorar lloro solo sola mejor peor bien mal cabeza cuerpo corazón corazon pareja marido esposo esposa
novio novia mamá papá hijo hija hijos casa persona gente vez creo pienso sé saber sabe sabes decir dice digo
hablar cansado cansada aguanto puedas quieren tan
"""
# Words that mean something in both languages tell nothing.
_SHARED_WORDS = """
a no me he has son normal solo sin come hay die mal ha y o team ok okay
"""
# Neighbours in the same script: Portuguese, French, German, Italian, Dutch.
_OTHER_WORDS = """
não nao você voce estou muito quero minha meu uma eu isso depois são com vou ajuda morrer mais je suis ne pas
veux plus vous nous est les des une et avec pour après peux moi mourir aide ich nicht bin und der das ist ein
eine mir mich mehr sind wir kann wie nach sono non voglio più che il di della per questo vivere morire aiuto mio
dopo posso io ik niet het een van mijn
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split()) - frozenset(_SHARED_WORDS.split())
_SPANISH = frozenset(_SPANISH_WORDS.split()) - frozenset(_SHARED_WORDS.split())
_OTHER = frozenset(_OTHER_WORDS.split()) - _ENGLISH
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SPANISH_SIGNS = re.compile(r"[¿¡ñÑ]")
_FOREIGN_SIGNS = re.compile(r"[ãõçêôûîëïäößœæåøłżšžčř]", re.IGNORECASE)


def _foreign_script(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    foreign = sum(1 for c in letters if not unicodedata.name(c, "").startswith("LATIN"))
    return foreign * 2 > len(letters)


def detect_language(text: str) -> Language:
    """The language of a message: `es`, `en`, or `other` when it is clearly neither; `en` when nothing tells."""
    return _told(text) or "en"


def spoken_language(text: str, history: Sequence[Utterance] = ()) -> Language:
    """The language of a message, or where nothing in it tells ("ok", "ya") that of what the patient wrote before."""
    earlier = (line.text for line in reversed(history) if line.author is Author.PATIENT)
    return next((found for found in map(_told, (text, *earlier)) if found), "en")


def _told(text: str) -> Language | None:
    sample = unicodedata.normalize("NFKC", text[:_READ])
    if _foreign_script(sample):
        return "other"
    words = [word.lower().replace("’", "'") for word in _WORD.findall(sample)]
    english = sum(word in _ENGLISH for word in words)
    spanish = sum(word in _SPANISH for word in words) + 2 * len(_SPANISH_SIGNS.findall(sample))
    other = sum(word in _OTHER for word in words) + 2 * len(_FOREIGN_SIGNS.findall(sample))
    if other > max(english, spanish) and other > 1:
        return "other"
    if spanish == english:
        return "en" if english else None
    return "es" if spanish > english else "en"
