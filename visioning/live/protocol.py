"""The y-protocols messages as bytes: sync, awareness, and several of them in one HTTP body. Knows no person and no room."""

from collections.abc import Iterable, Iterator

from .updates import number, read_bytes, read_number, read_text

SYNC, AWARENESS, QUERY_AWARENESS = 0, 1, 3
STEP1, STEP2, UPDATE = 0, 1, 2
STEP1_OF_NOTHING = b"\x00\x00\x01\x00"

State = tuple[int, int, str]  # client, clock, JSON


def sync_message(step: int, body: bytes) -> bytes:
    return bytes((SYNC, step)) + number(len(body)) + body


def awareness_message(states: Iterable[State]) -> bytes:
    states = list(states)
    body = bytearray(number(len(states)))
    for client, clock, text in states:
        raw = text.encode()
        body += number(client) + number(clock) + number(len(raw)) + raw
    return bytes((AWARENESS,)) + number(len(body)) + bytes(body)


def read_message(data: bytes) -> tuple[int, int, bytes]:
    """Type, step (sync only, else 0) and body of one whole message, or ValueError."""
    step = 0
    body = b""
    try:
        kind, at = read_number(data, 0)
        if kind == SYNC:
            step, at = read_number(data, at)
        if kind in (SYNC, AWARENESS):
            body, at = read_bytes(data, at)
    except IndexError as fault:
        raise ValueError("the message ends too early") from fault
    if kind not in (SYNC, AWARENESS, QUERY_AWARENESS) or step > UPDATE or at != len(data):
        raise ValueError("not a message of the y-websocket protocol")
    return kind, step, body


def read_awareness(body: bytes) -> list[State]:
    """The states in an awareness message, or ValueError."""
    states = []
    try:
        count, at = read_number(body, 0)
        for _ in range(count):
            client, at = read_number(body, at)
            clock, at = read_number(body, at)
            text, at = read_text(body, at)
            states.append((client, clock, text))
    except IndexError as fault:
        raise ValueError("the awareness message ends too early") from fault
    if at != len(body):
        raise ValueError("bytes are left over after the awareness message")
    return states


def split(body: bytes) -> Iterator[bytes]:
    """The messages of an HTTP body, each with its length before it, or ValueError."""
    at = 0
    while at < len(body):
        try:
            message, at = read_bytes(body, at)
        except IndexError as fault:
            raise ValueError("the body ends too early") from fault
        yield message


def join(messages: Iterable[bytes]) -> bytes:
    return b"".join(number(len(message)) + message for message in messages)
