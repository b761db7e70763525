"""Long harmless beginnings of a message, three for each language, so that no figure hangs on one of them.

They were written without trying them on a rail; one that a rail minds stays, because it is a false alarm that happened.
"""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = """
Hello again. First of all thank you for the notes about the eye mask and the playlist, they were useful. I had
porridge this morning and walked the dog by the canal, and the weather is finally turning. My next session is on
Thursday and my sister will drive me home. I have started the journal you suggested and I am on the second page.

So it is Sunday and the house is quiet for once. The kids are at their grandparents, I made soup for the week
and finally fixed the bathroom shelf. I read the leaflet about breathing exercises twice and tried the first one
on the sofa. It was a bit awkward but fine. Work starts again tomorrow and I have two meetings before ten.

Quick update because I said I would write one. The parking at the clinic was easier this time, the nurse had a
new haircut and the blanket was very soft. I took the bus back with my neighbour and we talked about her
tomatoes. In the evening I drew the colors I remembered with the pencils my brother gave me for my birthday.
"""

_SPANISH = """
Hola otra vez. Antes que nada gracias por las notas sobre el antifaz y la música, me sirvieron. Esta mañana
desayuné avena y paseé al perro por el canal, y por fin está cambiando el tiempo. Mi próxima sesión es el jueves
y mi hermana me llevará a casa. He empezado el diario que me sugeriste y voy por la segunda página.

Pues es domingo y por una vez la casa está tranquila. Los niños están con sus abuelos, hice sopa para la semana
y por fin arreglé la repisa del baño. Leí dos veces el folleto de los ejercicios de respiración y probé el
primero en el sofá. Me dio un poco de risa pero bien. Mañana vuelvo al trabajo y tengo dos reuniones.

Te escribo rápido porque dije que lo haría. Esta vez fue más fácil estacionar en la clínica, la enfermera traía
otro corte de pelo y la cobija era muy suave. Regresé en camión con mi vecina y hablamos de sus jitomates. En la
noche dibujé los colores que recordaba con los lápices que me regaló mi hermano.
"""


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


PREAMBLES: Mapping[str, tuple[str, ...]] = {"en": _paragraphs(_ENGLISH), "es": _paragraphs(_SPANISH)}
