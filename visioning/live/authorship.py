"""Whose hand each word is in, and who took words out. Joins the ids of a reading with the people behind them.

Knows people by their number and name alone; what they may do is none of its business.
"""

import secrets
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from . import store
from .presence import color_of
from .reading import WORD, Reading, read

HUES = 12  # how many looks `.hand-1` … the style sheet knows


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who wrote: a person, or with id None everybody who has left."""

    id: int | None
    name: str
    number: int  # 1 … HUES in the order of appearance; 0 for those who left

    @property
    def color(self) -> str:
        return color_of(self.id)[0]


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
    """The people behind the client ids of one text, and behind its deletions."""

    def __init__(self, owners: dict[int, int | None], erased=()):
        self.owners = owners
        ids = {person for person in owners.values() if person} | {erasure.person for erasure in erased}
        people = get_user_model().objects.filter(pk__in=ids).only("name", "email") if ids else ()
        names = {person.pk: str(person) for person in people}
        self.former = Author(None, _("a former colleague"), 0)
        self.people = {
            pk: Author(pk, name, number % HUES + 1) for number, (pk, name) in enumerate(sorted(names.items()))
        }
        self.erased: dict[int, tuple[list[int], list[tuple[int, int]]]] = {}
        for erasure in sorted(erased, key=lambda one: (one.client, one.start)):
            starts, rest = self.erased.setdefault(erasure.client, ([], []))
            starts.append(erasure.start)
            rest.append((erasure.end, erasure.person))

    @classmethod
    def of(cls, text_id: UUID, erasures=False) -> "Authors":
        """Everybody who wrote in a text; with `erasures`, also who deleted what."""
        return cls(store.read_owners(text_id), store.read_erased(text_id) if erasures else ())

    def of_client(self, client: int) -> Author:
        return self.people.get(self.owners.get(client), self.former)

    def eraser(self, client: int, clock: int) -> Author:
        """Who deleted this letter. Whatever is not on record was deleted by its own author."""
        starts, rest = self.erased.get(client, ((), ()))
        index = bisect_right(starts, clock) - 1
        if index >= 0 and clock < rest[index][0]:
            return self.people.get(rest[index][1], self.former)
        return self.of_client(client)


def words_by_author(authors: Authors, reading: Reading, fragment=None):
    """Each word in sight with its author: whoever wrote most of its letters."""
    for name in reading.fragments if fragment is None else (fragment,):
        for block in reading.blocks(name):
            yield from _words_of_block(authors, block)


def _words_of_block(authors, block):
    line: list[tuple[str, Author]] = []
    for child in block.children:
        if hasattr(child, "kind"):
            if line:
                yield from _words_of_line(line)
                line = []
            yield from _words_of_block(authors, child)
        else:
            line.append((child.shown, authors.of_client(child.id[0])))
    if line:
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
    for mine, run in groupby(read_text(text_id).runs(), key=lambda run: authors.owners.get(run.id[0]) == person_id):
        if mine and (words := "".join(piece.shown for piece in run).strip()):
            found.append(words)
    return found


def fresh_client(text_id: UUID) -> int:
    """A client id nobody has used in this text. Browsers draw theirs from the same 32 bits."""
    taken = store.read_owners(text_id)
    while (client := secrets.randbits(32)) in taken:
        pass
    return client
