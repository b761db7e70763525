"""Prompts and fixed texts: versioned Markdown files whose front matter declares exactly their variables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.domain.errors import PromptError

__all__ = ["ANY_LANGUAGE", "FALLBACK_LANGUAGE", "Rendered", "Text", "TextKind", "Texts", "load_texts", "parse_text"]

FALLBACK_LANGUAGE = "en"
ANY_LANGUAGE = "any"
_PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*)\}")
_STEM = re.compile(r"(?P<name>[a-z][a-z0-9-]*)\.v(?P<version>[1-9][0-9]*)")
_FILE = re.compile(r"---\n(?P<front>.*?)\n---\n(?P<body>.*)", re.DOTALL)


class TextKind(Enum):
    """What a file of prompts/ is for."""

    FIXED_TEXT = "fixed_text"
    PROMPT = "prompt"
    CONNECTING = "connecting"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text with its values filled in, and the version that names its wording."""

    text: str
    version: str


@dataclass(frozen=True, slots=True)
class Text:
    """One wording of one text in one language; `variables` are (name, example) pairs."""

    key: str
    language: str
    number: int
    kind: TextKind
    variables: tuple[tuple[str, str], ...]
    body: str

    @property
    def version(self) -> str:
        """The stem of the file, as replies record it."""
        return f"{_name(self.key, self.language)}.v{self.number}"

    @property
    def example(self) -> Rendered:
        """The text filled with the examples of its own front matter."""
        return self.render(dict(self.variables))

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the body that are not empty, as written."""
        return tuple(line.strip() for line in self.body.splitlines() if line.strip())

    def render(self, values: Mapping[str, str]) -> Rendered:
        """The text with each variable replaced once; what a value holds is never read as a template.

        Values that the text does not ask for are ignored. Raises PromptError when one is missing.
        """
        missing = [name for name, _ in self.variables if name not in values]
        if missing:
            raise PromptError(f"{self.version}: give a value for {', '.join(missing)}")
        return Rendered(_PLACEHOLDER.sub(lambda found: values[found.group(1)], self.body), self.version)


@dataclass(frozen=True, slots=True)
class Texts:
    """The newest wording of every text, by key and language."""

    table: Mapping[tuple[str, str], Text]

    def find(self, keys: Iterable[str], language: str) -> Text | None:
        """The first of the keys in the language, else in English, else for any language; None when there is none."""
        wanted = tuple(keys)
        for tongue in dict.fromkeys((language, FALLBACK_LANGUAGE, ANY_LANGUAGE)):
            for key in wanted:
                if (key, tongue) in self.table:
                    return self.table[key, tongue]
        return None

    def render(self, keys: Iterable[str], language: str, values: Mapping[str, str]) -> Rendered:
        """The text that `find` picks, filled in. Raises PromptError when no key exists or a value is missing."""
        wanted = tuple(keys)
        text = self.find(wanted, language)
        if text is None:
            raise PromptError(f"no text has any of these keys: {', '.join(wanted)}; add one to prompts/")
        return text.render(values)

    def connecting(self, language: str) -> tuple[str, ...]:
        """The fixed sentences that may stand between library sentences; () when the language has none."""
        text = self.table.get(("connecting", language))
        return text.lines if text else ()

    def of_kind(self, kind: TextKind) -> tuple[Text, ...]:
        """Every text of that kind, by key, then language."""
        return tuple(self.table[name] for name in sorted(self.table) if self.table[name].kind is kind)


class _Front(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str
    kind: str
    language: str
    variables: dict[str, str]


def _name(key: str, language: str) -> str:
    return key if language == ANY_LANGUAGE else f"{key}-{language}"


def parse_text(stem: str, source: str) -> Text:
    """The text of one file. Raises PromptError when name, front matter and body do not agree."""
    named, parts = _STEM.fullmatch(stem), _FILE.fullmatch(source.replace("\r\n", "\n"))
    if named is None or parts is None:
        raise PromptError(f"{stem}: name it <key>-<language>.v<N>.md and begin with front matter between --- lines")
    try:
        front = _Front.model_validate(yaml.safe_load(parts["front"]))
        kind = TextKind(front.kind)
    except (yaml.YAMLError, ValidationError, ValueError) as error:
        raise PromptError(f"{stem}: front matter needs name, kind, language and variables, nothing else") from error
    key = front.name if front.language == ANY_LANGUAGE else front.name.removesuffix(f"-{front.language}")
    if front.name != named["name"] or front.name != _name(key, front.language):
        raise PromptError(f"{stem}: the name must be the file's, and end with the language unless that is `any`")
    body = parts["body"].strip()
    found, declared = set(_PLACEHOLDER.findall(body)), set(front.variables)
    if found != declared:
        raise PromptError(f"{stem}: declared variables and the body differ in {', '.join(sorted(found ^ declared))}")
    if not body or re.search(r"[{}]", _PLACEHOLDER.sub("", body)):
        raise PromptError(f"{stem}: the body is empty or holds a brace that is no variable")
    return Text(key, front.language, int(named["version"]), kind, tuple(front.variables.items()), body)


def load_texts(folder: Path) -> Texts:
    """Every text of the folder in its highest version. Raises PromptError for an unreadable or contradictory file."""
    table: dict[tuple[str, str], Text] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            text = parse_text(path.stem, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise PromptError(f"{path.name}: cannot be read as UTF-8 text") from error
        older = table.get((text.key, text.language))
        if older is None or older.number < text.number:
            table[text.key, text.language] = text
    if not table:
        raise PromptError(f"{folder}: holds no texts; point it at the project's prompts folder")
    return Texts(table)
