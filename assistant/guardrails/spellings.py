"""The tables normalisation reads: look-alike characters, telling emoji, censored words, common misspellings."""

from __future__ import annotations

_CYRILLIC = dict(zip("аеорсухіїјѕһкмтнвԁԛԝгп", "aeopcyxiijshkmthbdqwrn", strict=True))
_GREEK = dict(zip("αβεικνορτυχω", "abeiknoptuxw", strict=True))
_QUOTES = dict.fromkeys("‘’‚‛`´ʼʹ′＇", "'") | dict.fromkeys("“”„‟«»‹›〝〞″", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_LATIN = {
    "ı": "i", "ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ƒ": "f", "ɑ": "a", "ɡ": "g", "ɩ": "i",
    "ǃ": "!", "¡": ". ", "¿": ". ", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "…": "...",
    "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ꜰ": "f", "ɢ": "g", "ʜ": "h", "ɪ": "i", "ᴊ": "j",
    "ᴋ": "k", "ʟ": "l", "ᴍ": "m", "ɴ": "n", "ᴏ": "o", "ᴘ": "p", "ʀ": "r", "ꜱ": "s", "ᴛ": "t", "ᴜ": "u",
    "ᴠ": "v", "ᴡ": "w", "ʏ": "y", "ᴢ": "z",
}  # fmt: skip

LOOK_ALIKES: dict[str, str] = {**_CYRILLIC, **_GREEK, **_QUOTES, **_DASHES, **_LATIN}
"""One character to the plain one it passes for; looked up before and after case folding."""

EMOJI: dict[str, str] = {
    "🔪": "knife", "🗡": "knife", "🔫": "gun", "💊": "pills", "💉": "needle", "⚰": "coffin", "🪦": "grave",
    "💀": "skull", "☠": "skull", "🩸": "blood", "🪒": "razor", "🚑": "ambulance", "🔚": "the end",
}  # fmt: skip
"""Emoji that carry meaning in a message about danger."""

LEET: dict[str, str] = {
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i", "|": "i",
}  # fmt: skip
"""Figures and signs that stand for letters inside a word."""

_SENSITIVE = (
    "suicide suicidal kill killed killing killer die died dying dead death rape raped raping murder cut cutting cuts"
    " hang hanging overdose overdosed gun shoot self harm selfharm hurt abuse abused cocaine heroin ketamine blade"
    " pills dose drugs suicidio suicida suicidarme matar matarme morir muerte muerto violar cortarme"
)
CENSORED: dict[int, tuple[str, ...]] = {}
"""Words that people write with stars, by length."""
for _word in _SENSITIVE.split():
    CENSORED[len(_word)] = (*CENSORED.get(len(_word), ()), _word)

_DOUBLED = (
    "kill killing killed killer will all pill pills feel feels feeling need needed sleep sleeping blood bloody too soon"
    " keep been see seen off miss missing less useless worthless hopeless pointless endless helpless goodbye took"
    " shoot wall hell tell well call still till fall falling bleed bleeding weed free tired worry sorry good look"
    " stuff enough happy anyway really bottle tell tells miss loss boss pass passed passing kiss mess stress stressed"
    " food mood room door floor tree three week weekend green meet deep creep beer street needle tattoo book school"
    " llamar llevo ella ellos pastillas cuchillo botella callar pillow yellow cell bell swell"
    " add added happen happened happening stopped dropped messed pissed guess dress address success depressed"
)  # fmt: skip
DOUBLES: frozenset[str] = frozenset(_DOUBLED.split())
"""Words that keep a double letter when a stretched one is undone."""

SPELLINGS: dict[str, str] = {
    wrong: right
    for right, variants in {
        "suicide": "suicid sucide suicde suiside suacide suecide suicied siucide suicuide soocide sewerslide suislide"
        " sooicide",
        "suicidal": "sucidal suicidle suicdal siucidal suisidal sucidial suicidel",
        "myself": "myslef mysefl mysel meself myselv myselff mysellf msyelf mysekf",
        "kill": "kil kll klil kiil",
        "killing": "kiling kiilling",
        "tonight": "2nite tonite 2night tonigt tonihgt tonght 2nyt",
        "tomorrow": "tmrw tmr tmrrw 2moro tomorow tommorow tommorrow tmw",
        "overdose": "overdoes overdos ovrdose",
        "anymore": "anymor anymre nemore",
        "goodbye": "goodby gudbye goodbey",
        "wanna": "wana wnna",
        "want": "wnat watn",
        "die": "dei",
        "seizure": "seisure siezure seizur ceizure",
        "bleeding": "bleding bleedin",
        "hurting": "hurtin",
        "cutting": "cuttin cuting",
        "with": "wiht wth",
        "you": "u",
        "your": "ur",
        "people": "ppl",
        "because": "cuz coz becuz bcuz",
        "through": "thru",
        "please": "plz pls plis",
        "no quiero": "nokiero",
        "quiero": "kiero qiero",
        "suicidarme": "suisidarme suicidarne",
        "pregnant": "pregant preggers pregnent prego",
        "voices": "voicez",
        "alcohol": "alchohol alcahol",
    }.items()
    for wrong in variants.split()
    if wrong != right
}
"""Whole words that are common misspellings or short forms."""
