"""Whose hand each word is in, and who took words out. Joins the ids of a reading with the people behind them.

Knows people by their number and name alone; what they may do is none of its business.
"""

import json
import secrets
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from threading import Lock
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import store
from .blocks import WORD, Run
from .carried import Carried, trace
from .erasures import Erasure, fold_erasures, read_erasures
from .items import Id
from .reading import Reading, read, read_whole

# Hands and words in one statement, so that both are of one moment: a line with all hands and how far the log goes, and
# the log itself unless it ends where `known` does (see `store.newest_row`: the same number is the same text).
LOG = """
    WITH newest AS (
        SELECT coalesce(greatest(
            (SELECT max(id) FROM visioning_textupdate WHERE text_id = %(text)s),
            (SELECT upto FROM visioning_textsnapshot WHERE text_id = %(text)s)
        ), 0) AS line
    )
    SELECT line, NULL AS data, NULL AS erasures, (
        SELECT json_agg(json_build_array(client, p.id, name, email) ORDER BY c.id)
        FROM visioning_textclient c LEFT JOIN leadership_person p ON p.id = person_id WHERE text_id = %(text)s
    )::text AS hands FROM newest
    UNION ALL
    SELECT upto, data, erasures, NULL FROM visioning_textsnapshot
    WHERE text_id = %(text)s AND (SELECT line FROM newest) IS DISTINCT FROM %(known)s
    UNION ALL
    SELECT id, data, erasures, NULL FROM visioning_textupdate
    WHERE text_id = %(text)s AND (SELECT line FROM newest) IS DISTINCT FROM %(known)s
"""
KEPT = 12  # texts whose last reading a process keeps
HUES = 12  # how many looks `.hand-1` … the style sheet knows


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who wrote: a person, or with id None everybody who has left."""

    id: int | None
    name: str
    number: int  # 1 … HUES in the order of appearance; 0 for those who left


@dataclass(frozen=True, slots=True)
class Contribution:
    """How many of the words now in sight somebody wrote."""

    person: int | None
    name: str
    words: int


def read_text(text_id: UUID) -> Reading:
    """What a text says now."""
    return read(store.read_state(text_id))


@dataclass(frozen=True, slots=True)
class Known:
    """What a process worked out of a text last: from the log up to `line`, and `about` (language, hands and names)."""

    line: int
    state: bytes
    erased: list[Erasure]
    about: tuple = ()
    authors: "Authors | None" = None


_known: dict[UUID, Known] = {}
_keeping = Lock()


def keep(text_id: UUID, known: Known) -> None:
    with _keeping:
        _known.pop(text_id, None)
        _known[text_id] = known
        if len(_known) > KEPT:
            del _known[next(iter(_known))]


class Authors:
    """The people behind every letter of one text, and behind its deletions."""

    def __init__(self, owners: dict[int, int | None], names: dict[int, str], erased: list[Erasure], state: bytes):
        self.owners = owners
        self.erased: dict[int, tuple[list[int], list[tuple[int, int]]]] = {}
        for erasure in sorted(erased, key=lambda one: (one.client, one.start)):
            starts, rest = self.erased.setdefault(erasure.client, ([], []))
            starts.append(erasure.start)
            rest.append((erasure.end, erasure.person))
        self.now, self.lines = read_whole(state)
        self.carried = trace(self.lines, owners.get, self._eraser)
        self.rank = {client: number for number, client in enumerate(owners)}
        self.former = Author(None, _("a former colleague"), 0)
        self.people = {
            pk: Author(pk, name, number % HUES + 1) for number, (pk, name) in enumerate(sorted(names.items()))
        }

    @cached_property
    def moved(self) -> Carried:
        """Where every retyped letter came from, one's own too, for finding passages again."""
        return trace(self.lines, self.owners.get, self._eraser, own=True)

    @cached_property
    def contributions(self) -> list[Contribution]:
        """Who wrote the words in sight now."""
        return contributions(self, self.now)

    @classmethod
    def of(cls, text_id: UUID) -> "Authors":
        """Everybody who wrote in a text, and as `now` what it says. Worked out anew only where something has changed."""
        known = _known.get(text_id)
        with connection.cursor() as cursor:
            cursor.execute(LOG, {"text": text_id, "known": known and known.line})
            rows = cursor.fetchall()
        line, hands = next((row[0], json.loads(row[3] or "[]")) for row in rows if row[1] is None)
        if known is None or known.line != line:
            log = sorted((row[0], bytes(row[1]), bytes(row[2])) for row in rows if row[1] is not None)
            erased = read_erasures(fold_erasures(record for _line, _data, record in log))
            known = Known(line, store.merge([data for _line, data, _record in log]), erased)
        person = get_user_model()
        names = {pk: str(person(name=name, email=email)) for _client, pk, name, email in hands if pk}
        # Almost everybody who deletes also writes; the others are asked for only where there are any.
        if others := {erasure.person for erasure in known.erased} - set(names):
            names |= {one.pk: str(one) for one in person.objects.filter(pk__in=others).only("name", "email")}
        about = get_language(), hands, names
        if known.about != about:
            owners = {client: pk for client, pk, _name, _email in hands}
            known = replace(known, about=about, authors=cls(owners, names, known.erased, known.state))
            keep(text_id, known)
        return known.authors

    def of_client(self, client: int) -> Author:
        """Who brought letters with this client id into the text, be it by typing or by moving them."""
        return self.people.get(self.owners.get(client), self.former)

    def of_letters(self, id: Id, length: int) -> Iterator[tuple[Author, int]]:
        """Who wrote the letters from this one on, and how many together. Moved letters keep their author."""
        client, clock = id
        while length > 0:
            source, size = self.carried.origin((client, clock), length, self.rank)
            yield self.of_client(source[0]), size
            clock, length = clock + size, length - size

    def stretches(self, run: Run) -> Iterator[tuple[Author, Run]]:
        """A run cut where its authors change."""
        at = 0
        for author, size in self.of_letters(run.id, len(run.text)):
            yield author, replace(run, text=run.text[at : at + size], id=(run.id[0], run.id[1] + at))
            at += size

    def eraser(self, client: int, clock: int) -> Author:
        """Who deleted this letter."""
        return self.people.get(self._eraser(client, clock), self.former)

    def _eraser(self, client: int, clock: int) -> int | None:
        """Whatever is not on record was deleted by its own author."""
        starts, rest = self.erased.get(client, ((), ()))
        index = bisect_right(starts, clock) - 1
        if index >= 0 and clock < rest[index][0]:
            return rest[index][1]
        return self.owners.get(client)


def words_by_author(authors: Authors, reading: Reading) -> Iterator[tuple[str, Author]]:
    """Each word in sight with its author: whoever wrote most of its letters."""
    for blocks in reading.fragments.values():
        for block in blocks:
            yield from _words_of_block(authors, block)


def _words_of_block(authors, block):
    line: list[tuple[str, Author]] = []
    for child in block.children:
        if isinstance(child, Run):
            line += ((part.shown, author) for author, part in authors.stretches(child))
        else:
            yield from _words_of_line(line)
            line = []
            yield from _words_of_block(authors, child)
    yield from _words_of_line(line)


def _words_of_line(line):
    hands = [author for text, author in line for _letter in text]
    for word in WORD.finditer("".join(text for text, _author in line)):
        letters = hands[word.start() : word.end()]
        yield word.group(), max(letters, key=letters.count)


def contributions(authors: Authors, reading: Reading) -> list[Contribution]:
    """Who wrote the words in sight, by name: nobody is ranked. Everybody who has left stands last, as one."""
    counts: dict[Author, int] = {}
    for _word, author in words_by_author(authors, reading):
        counts[author] = counts.get(author, 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: (pair[0].id is None, pair[0].name))
    return [Contribution(author.id, author.name, words) for author, words in ordered]


def own_words(text_id: UUID, person_id: int) -> list[str]:
    """A person's own words still in a text, stretch by stretch, for their export."""
    authors = Authors.of(text_id)
    found = []
    for block in authors.now.leaves():
        parts = []
        for child in block.children:
            if isinstance(child, Run):
                parts += ((author.id == person_id, part.shown) for author, part in authors.stretches(child))
            else:
                parts.append((False, ""))
        for mine, group in groupby(parts, key=lambda part: part[0]):
            if mine and (words := "".join(text for _mine, text in group).strip()):
                found.append(words)
    return found


def fresh_client(text_id: UUID) -> int:
    """A client id nobody has used in this text. Browsers draw theirs from the same 32 bits."""
    taken = store.read_owners(text_id)
    while (client := secrets.randbits(32)) in taken:
        pass
    return client
