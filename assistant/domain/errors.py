"""Every error this project raises on purpose.

AssistantError
├── SettingsError            a setting is unknown, missing or contradictory
├── LibraryError             a document, source or help line does not keep the library's rules
├── PromptError              a prompt or fixed text does not match its declaration
├── ModelUnavailable         a model file is missing, corrupt, or its server does not answer
│   ├── ModelTimeout         the model's server did not finish within its time
│   └── OpinionUnclear       a second opinion is neither "safe" nor "unsafe"
├── IndexUnavailable         the index is missing, broken, or made by another embedding model
├── RecordsUnavailable       the database cannot be read or written now
│   └── KeysRefused          the encryption keys are missing or not those of this database
├── BackupRefused            a backup cannot be written, is damaged, or would replace what is there
├── ProviderUnavailable      the clinic's own sign-in does not answer or is not usable
├── DraftRejected            a model's text is not a choice of library sentences
├── EvaluationGone          a stored run, or a case of it, is not there any more or cannot be put again
├── LexiconError             a lexicon entry cannot be compiled or breaks its own examples
└── NotAllowed               this person may not see or do this
    └── CaseTaken            somebody else has the case

Messages say what to do next. They never hold a patient's words.
"""

from __future__ import annotations

from assistant.domain.said import Said


class AssistantError(Exception):
    """Root of every error raised on purpose; its text says what to do next."""

    def __init__(self, said: str | Said = "") -> None:
        super().__init__(said.en if isinstance(said, Said) else said)
        self._said = said

    def in_language(self, language: str) -> str:
        """The text for a reader of that language; English where only staff can meet the error."""
        return self._said.of(language) if isinstance(self._said, Said) else str(self)


class SettingsError(AssistantError):
    """A setting is unknown, missing or contradicts another."""


class LibraryError(AssistantError):
    """A document, source or help line does not keep the library's rules."""


class PromptError(AssistantError):
    """A prompt or fixed text does not match its declared variables."""


class ModelUnavailable(AssistantError):
    """A model's file or server is missing, corrupt or not answering."""


class ModelTimeout(ModelUnavailable):
    """A model's server did not finish within its time."""


class OpinionUnclear(ModelUnavailable):
    """A second opinion says neither that a message is safe nor that it is not."""


class IndexUnavailable(AssistantError):
    """The index is missing, broken, or was made by another embedding model."""


class RecordsUnavailable(AssistantError):
    """The database cannot be read or written now."""


class KeysRefused(RecordsUnavailable):
    """The encryption keys are missing, or not those that the database was sealed with."""


class BackupRefused(AssistantError):
    """A backup cannot be written or read, is damaged, or would replace records that are there."""


class ProviderUnavailable(AssistantError):
    """The clinic's own sign-in does not answer, or what it answers is not usable."""


class DraftRejected(AssistantError):
    """A model's text is not a choice of library sentences; compose the answer another way."""


class LexiconError(AssistantError):
    """A lexicon entry does not compile or breaks one of its own examples."""


class EvaluationGone(AssistantError):
    """A stored run or one of its cases is not there any more, or cannot be put again."""


class NotAllowed(AssistantError):
    """The person may not see or do this."""


class CaseTaken(NotAllowed):
    """Somebody else has the case; the text names them."""

    def __init__(self, owner_id: str, owner: str) -> None:
        super().__init__(f"{owner} has this case. Ask them, or take it over.")
        self.owner_id = owner_id
        self.owner = owner
