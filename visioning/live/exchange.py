"""The same exchange as on a socket, in one HTTP request: what the browser has, what it lacks, who is here."""

import base64
from dataclasses import dataclass
from uuid import UUID

from . import hub, store
from .intake import BAD, NO_REACH, Known, Refusal, TooEarly, examine
from .presence import BIGGEST_STATE, signed
from .protocol import (
    AWARENESS,
    STEP1,
    STEP2,
    SYNC,
    awareness_message,
    join,
    read_awareness,
    read_message,
    split,
    sync_message,
)
from .updates import read_state_vector

MOST_MESSAGES = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A request's body, read: how far the browser is, its changes, its own presence."""

    vector: bytes
    updates: tuple[bytes, ...]
    states: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    notices: tuple[str, ...]


def read(body: bytes) -> Asked:
    """Refusal where the body is no sequence of messages."""
    vector, updates, states = b"\x00", [], []
    try:
        for count, message in enumerate(split(body)):
            kind, step, content = read_message(message)
            if count > MOST_MESSAGES:
                raise ValueError("too many messages")
            if kind == AWARENESS:
                states += read_awareness(content)
            elif kind == SYNC and step == STEP1:
                read_state_vector(content)
                vector = content
            elif kind == SYNC:
                updates.append(content)
    except ValueError as fault:
        raise Refusal(BAD, "not messages of this protocol") from fault
    return Asked(vector, tuple(updates), tuple(states))


def refuse_changes(text_id: UUID, person: int, asked: Asked) -> None:
    """Readers may send what is known already, as every client does, and nothing new."""
    if not asked.updates:
        return
    known = Known.of_state(store.read_state(text_id), store.read_owners(text_id))
    for update in asked.updates:
        try:
            change = examine(known, person, update)
        except TooEarly:
            continue
        if change is not None:
            raise Refusal(NO_REACH, "you may read this text, not write it")


def answer(text_id: UUID, person: int, card: dict, asked: Asked) -> Answer:
    """What the browser lacks, how far we are, who is here. Read after its changes are stored."""
    state = store.read_state(text_id)
    body = join(
        [
            sync_message(STEP2, store.diff(state, asked.vector)),
            sync_message(STEP1, store.vector_of(state)),
            hub.present(text_id),
        ]
    )
    owners = store.read_owners(text_id) if asked.states else {}
    states = [
        (client, clock, text if text == "null" else signed(text, card))
        for client, clock, text in asked.states[:8]
        if owners.get(client, person) == person and len(text) <= BIGGEST_STATE
    ]
    return Answer(body, tuple(notice(text_id, state) for state in states))


def notice(text_id: UUID, state: tuple[int, int, str]) -> str:
    return f"states:{hub.HTTP}:{text_id}:{base64.b64encode(awareness_message([state])).decode()}"
