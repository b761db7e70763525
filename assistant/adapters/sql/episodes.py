"""Safety episodes in SQL: one open at most for each patient, and its tier never falls."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from assistant.adapters.sql.audit import ASSISTANT, append
from assistant.adapters.sql.codec import concerns_from_json, concerns_to_json
from assistant.adapters.sql.tables import episodes
from assistant.domain.cases import Episode
from assistant.domain.joining import raised_episode
from assistant.domain.risk import Subject, Tier


def open_episode(connection: Connection, patient_id: str) -> Episode | None:
    """The patient's open episode, or None."""
    query = select(episodes).where(episodes.c.patient_id == patient_id, episodes.c.closed_at.is_(None))
    row = connection.execute(query).one_or_none()
    return None if row is None else episode_of(row)


def episode_of(row: Row[*tuple[Any, ...]]) -> Episode:
    """The episode in a row that holds its columns."""
    return Episode(
        row.id,
        row.patient_id,
        Tier(row.tier),
        concerns_from_json(row.concerns),
        Subject(row.subject),
        row.opened_at,
        row.closed_at,
    )


def keep_episode(connection: Connection, asked: Episode, at: datetime) -> None:
    """Open the episode, or raise the one that is open, audited."""
    stored = open_episode(connection, asked.patient_id)
    if stored is not None:
        raised = raised_episode(stored, asked)
        if raised != stored:
            connection.execute(update(episodes).where(episodes.c.id == stored.id).values(**_columns(raised)))
            append(connection, ASSISTANT, "episode_raised", stored.id, at)
        return
    # A clinician may have closed the episode while this turn was under way; then it is a new one.
    taken = connection.execute(select(episodes.c.id).where(episodes.c.id == asked.id)).one_or_none()
    fresh = replace(asked, id=uuid.uuid4().hex) if taken else asked
    connection.execute(
        insert(episodes),
        {"id": fresh.id, "patient_id": fresh.patient_id, "opened_at": fresh.opened_at, **_columns(fresh)},
    )
    append(connection, ASSISTANT, "episode_opened", fresh.id, at)


def close_episode(connection: Connection, patient_id: str, at: datetime) -> None:
    """Close the patient's open episode, if there is one."""
    open_one = (episodes.c.patient_id == patient_id) & episodes.c.closed_at.is_(None)
    connection.execute(update(episodes).where(open_one).values(closed_at=at))


def reopen_episode(connection: Connection, patient_id: str, closed_at: datetime) -> None:
    """Open the episode that was closed at that moment again, unless there is none or another one is open."""
    if open_episode(connection, patient_id) is None:
        that_one = (episodes.c.patient_id == patient_id) & (episodes.c.closed_at == closed_at)
        connection.execute(update(episodes).where(that_one).values(closed_at=None))


def _columns(episode: Episode) -> dict[str, str]:
    return {
        "tier": episode.tier.value,
        "concerns": concerns_to_json(episode.concerns),
        "subject": episode.subject.value,
    }
