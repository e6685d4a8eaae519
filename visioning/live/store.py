"""Writes and reads the log of a text through Django's connection: for plain HTTP, pages, commands and the mail.

The statements are shared with `log.py`, which runs them without Django for the sockets. Rows of one text are
committed in the order of their ids: a lock per text is taken before the id is drawn, so whoever has seen row n
has seen every row before it.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from pycrdt import Doc, get_state, get_update, merge_updates

from .erasures import Erasure, fold_erasures, read_erasures, write_erasures
from .intake import NO_TEXT, TAKEN, TOO_LARGE, Change, Known, Refusal, TooEarly, examine, try_on

EMPTY = b"\x00\x00"
FOLD_ROWS, FOLD_BYTES = 256, 64 * 1024
FULL = 64 * 1024 * 1024  # some thousand pages; a text beyond that is no text any more

PIECES = """
    SELECT upto, data FROM visioning_textsnapshot WHERE text_id = %(text)s
    UNION ALL SELECT id, data FROM visioning_textupdate WHERE text_id = %(text)s ORDER BY 1
"""
PIECES_OF = """
    SELECT text_id, upto, data FROM visioning_textsnapshot WHERE text_id = ANY(%(texts)s)
    UNION ALL SELECT text_id, id, data FROM visioning_textupdate WHERE text_id = ANY(%(texts)s) ORDER BY 2
"""
OWNERS = "SELECT client, person_id FROM visioning_textclient WHERE text_id = %(text)s"
CLAIM = """
    INSERT INTO visioning_textclient (text_id, client, person_id)
    SELECT %(text)s, unnest(%(clients)s::bigint[]), %(person)s ON CONFLICT DO NOTHING
"""
OWNERS_OF = OWNERS + " AND client = ANY(%(clients)s)"
APPEND = """
    WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(%(lock)s)),
    line AS (
        INSERT INTO visioning_textupdate (text_id, data, erasures, at)
        SELECT %(text)s, %(data)s, %(erasures)s, clock_timestamp() FROM turn RETURNING id
    )
    SELECT id, pg_notify('throughline_texts', %(notice)s || id) FROM line
"""
# Everything a fold needs, up to the newest row that is old enough: slower readers then find rows, not a gap.
FOLDABLE = """
    SELECT upto, data, erasures, TRUE FROM visioning_textsnapshot WHERE text_id = %(text)s
    UNION ALL SELECT id, data, erasures, FALSE FROM visioning_textupdate
    WHERE text_id = %(text)s AND at < clock_timestamp() - make_interval(secs => %(settled)s) ORDER BY 1
"""
# Two folds at once: the second finds the snapshot moved on and does nothing.
FOLD = """
    WITH kept AS (
        INSERT INTO visioning_textsnapshot AS s (text_id, upto, data, erasures, at)
        VALUES (%(text)s, %(upto)s, %(data)s, %(erasures)s, now())
        ON CONFLICT (text_id) DO UPDATE SET
            upto = excluded.upto, data = excluded.data, erasures = excluded.erasures, at = excluded.at
        WHERE s.upto = %(was)s RETURNING text_id
    )
    DELETE FROM visioning_textupdate USING kept
    WHERE visioning_textupdate.text_id = kept.text_id AND id <= %(upto)s
"""


@dataclass(frozen=True, slots=True)
class Fold:
    """A snapshot to be: rows up to `upto` in one state. `was` is the snapshot it grew from."""

    upto: int
    was: int | None
    data: bytes
    erasures: bytes


def lock_of(text_id: UUID) -> int:
    """The advisory lock of a text: 63 bits of its id."""
    return text_id.int >> 65


def merge(pieces: list[bytes]) -> bytes:
    """Several updates as one that says the same. Deleted words stay in it: nothing typed is ever lost."""
    if len(pieces) < 2:
        return pieces[0] if pieces else EMPTY
    try:
        doc = Doc(skip_gc=True)
        for piece in pieces:
            doc.apply_update(piece)
        return doc.get_update()
    except BaseException as fault:  # pycrdt's panics are no Exception
        if not isinstance(fault, (ValueError, RuntimeError)) and type(fault).__name__ != "PanicException":
            raise
        return merge_updates(*pieces)


def fold(rows: list[tuple]) -> Fold | None:
    """What the foldable rows become, or None where folding would not give the same state again."""
    pieces = [bytes(row[1]) for row in rows]
    data = merge(pieces)
    told = merge_updates(*pieces) if len(pieces) > 1 else pieces[0]
    if Known.of_state(data, {}) != Known.of_state(told, {}):
        data = told
    was = rows[0][0] if rows[0][3] else None
    return Fold(rows[-1][0], was, data, fold_erasures(row[2] for row in rows))


def read_state(text_id: UUID) -> bytes:
    """The whole text as one Yjs update: snapshot and tail."""
    with connection.cursor() as cursor:
        cursor.execute(PIECES, {"text": text_id})
        return merge([bytes(data) for _, data in cursor.fetchall()])


def read_states(text_ids: list[UUID]) -> dict[UUID, bytes]:
    """Several whole texts in one query."""
    pieces: dict[UUID, list[bytes]] = {text_id: [] for text_id in text_ids}
    if text_ids:
        with connection.cursor() as cursor:
            cursor.execute(PIECES_OF, {"texts": list(text_ids)})
            for text_id, _line, data in cursor.fetchall():
                pieces[text_id].append(bytes(data))
    return {text_id: merge(found) for text_id, found in pieces.items()}


def newest_row(text_id: UUID) -> int:
    """How far the log goes: the same number is the same text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest((SELECT max(id) FROM visioning_textupdate WHERE text_id = %(text)s),"
            " (SELECT upto FROM visioning_textsnapshot WHERE text_id = %(text)s))",
            {"text": text_id},
        )
        return cursor.fetchone()[0] or 0


def read_owners(text_id: UUID) -> dict[int, int | None]:
    """Whose hand each Yjs client is; None for somebody who has left."""
    with connection.cursor() as cursor:
        cursor.execute(OWNERS, {"text": text_id})
        return dict(cursor.fetchall())


def read_erased(text_id: UUID) -> list[Erasure]:
    """Who deleted what of somebody else's. What is deleted and not listed was deleted by its own author."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT upto, erasures FROM visioning_textsnapshot WHERE text_id = %(text)s AND erasures <> ''"
            " UNION ALL SELECT id, erasures FROM visioning_textupdate WHERE text_id = %(text)s AND erasures <> ''"
            " ORDER BY 1",
            {"text": text_id},
        )
        return read_erasures(fold_erasures(bytes(record) for _, record in cursor.fetchall()))


@transaction.atomic
def append(text_id: UUID, person: int, *updates: bytes) -> int:
    """Store a person's changes; the id of the row, or 0 when nothing was new. Refusal as on a socket.

    Changes that rest on others that are not here are left out: the next full exchange brings both.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_of(text_id)])
        cursor.execute("SELECT FROM visioning_sharedtext WHERE id = %s", [text_id])
        if not cursor.rowcount:
            raise Refusal(NO_TEXT, "no such text")
        state = read_state(text_id)
        known = Known.of_state(state, read_owners(text_id))
        changes: list[Change] = []
        waiting, before = list(updates), 0
        while len(waiting) != before:  # some may rest on others of the same request
            before, early = len(waiting), []
            for update in waiting:
                try:
                    change = examine(known, person, update)
                except TooEarly:
                    early.append(update)
                    continue
                if change is None:
                    continue
                if change.parents:
                    try_on([state, *(one.data for one in changes)], change)
                if len(state) + len(change.data) > FULL:
                    raise Refusal(TOO_LARGE, "this text is full")
                claim(cursor, text_id, person, change, known)
                known.take(change)
                changes.append(change)
            waiting = early
        if not changes:
            return 0
        erased = [span for change in changes for span in change.erased]
        cursor.execute(
            APPEND,
            {
                "lock": lock_of(text_id),
                "text": text_id,
                "data": merge_updates(*[change.data for change in changes]),
                "erasures": write_erasures({person: erased}),
                "notice": f"{text_id}:-:",
            },
        )
        row = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM visioning_textupdate WHERE text_id = %s", [text_id])
        if cursor.fetchone()[0] > 2 * FOLD_ROWS:
            compact(text_id, settled=10)
        return row


def claim(cursor, text_id: UUID, person: int, change: Change, known: Known) -> None:
    """Bind the clients of a change to their first user, in the same transaction as the words."""
    if not change.fresh:
        return
    about = {"text": text_id, "clients": list(change.fresh), "person": person}
    cursor.execute(CLAIM, about)
    cursor.execute(OWNERS_OF, about)
    known.owners.update(cursor.fetchall())
    if any(known.owners[client] != person for client in change.fresh):
        raise Refusal(TAKEN, "this client id belongs to somebody else")


@transaction.atomic
def compact(text_id: UUID, settled: float = 0) -> bool:
    """Fold the rows older than `settled` seconds into the snapshot. False when there was nothing to fold."""
    with connection.cursor() as cursor:
        cursor.execute(FOLDABLE, {"text": text_id, "settled": settled})
        rows = cursor.fetchall()
        if not rows or rows[-1][3]:
            return False
        folded = fold(rows)
        cursor.execute(
            FOLD,
            {
                "text": text_id,
                "upto": folded.upto,
                "was": folded.was,
                "data": folded.data,
                "erasures": folded.erasures,
            },
        )
        return cursor.rowcount > 0


def diff(state: bytes, vector: bytes) -> bytes:
    """What somebody at `vector` lacks."""
    return state if vector in (b"", b"\x00") else get_update(state, vector)


def vector_of(state: bytes) -> bytes:
    return get_state(state)
