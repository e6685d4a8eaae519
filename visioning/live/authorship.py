"""Whose hand each word is in, and who took words out. Joins the ids of a reading with the people behind them.

Knows people by their number and name alone; what they may do is none of its business.
"""

import secrets
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils.translation import gettext as _

from visioning.models.shared_texts import TextClient

from . import store
from .blocks import WORD, Run
from .carried import Carried, trace
from .erasures import Erasure, fold_erasures, read_erasures
from .items import Id
from .reading import Reading, read, read_whole

LOG = """
    SELECT upto, data, erasures FROM visioning_textsnapshot WHERE text_id = %(text)s
    UNION ALL SELECT id, data, erasures FROM visioning_textupdate WHERE text_id = %(text)s ORDER BY 1
"""
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

    @classmethod
    def of(cls, text_id: UUID) -> "Authors":
        """Everybody who wrote in a text, and as `now` what it says."""
        with connection.cursor() as cursor:
            cursor.execute(LOG, {"text": text_id})
            rows = cursor.fetchall()
        state = store.merge([bytes(data) for _id, data, _record in rows])
        erased = read_erasures(fold_erasures(bytes(record) for _id, _data, record in rows))
        hands = TextClient.objects.filter(text=text_id).order_by("id").select_related("person")
        hands = list(hands.only("client", "person__name", "person__email"))
        people = {hand.person for hand in hands if hand.person}
        # Almost everybody who deletes also writes; the others are asked for only where there are any.
        if others := {erasure.person for erasure in erased} - {person.pk for person in people}:
            people |= set(get_user_model().objects.filter(pk__in=others).only("name", "email"))
        owners = {hand.client: hand.person_id for hand in hands}
        return cls(owners, {person.pk: str(person) for person in people}, erased, state)

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
