"""Other words between some places of a text, as the Yjs update that touches nothing else. Pure: knows no passage, no person.

Marks and blocks around stay as they are; new words look like those they replace.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pycrdt import Doc, XmlFragment

from .blocks import Run
from .flow import Flow
from .items import whole
from .restoring import Restoring, size
from .schema import run_of
from .tree import Element, Text, read_tree

PLAIN = (False, False, "")


@dataclass(frozen=True, slots=True)
class Edit:
    """Between two places, these words instead."""

    start: int
    end: int
    words: str


def rewriting(state: bytes, flow: Flow, edits: list[Edit], client: int) -> bytes | None:
    """The update that makes these edits, touching nothing else."""
    doc = Doc(client_id=client, skip_gc=True)
    doc.apply_update(state)
    before, length = doc.get_state(), doc.get_update()
    root = read_tree(state).get(flow.fragment)
    with doc.transaction():
        for live, node in texts(doc.get(flow.fragment, type=XmlFragment), root):
            rewrite(live, node, flow, edits)
    return None if doc.get_update() == length else doc.get_update(before)


def texts(live, node: Element) -> Iterator[tuple]:
    """Each text of the document beside what we read of it. What no editor of ours wrote is left alone."""
    if len(live.children) != len(node.children):
        return
    for child, read in zip(live.children, node.children, strict=True):
        if isinstance(read, Text):
            yield child, read
        else:
            yield from texts(child, read)


def rewrite(live, node: Text, flow: Flow, edits: list[Edit]) -> None:
    now = "".join(piece.text for piece in node.pieces)
    if "".join(str(part) for part, _marks in live.diff()) != whole(now):
        return
    letters = [
        ((piece.id[0], piece.id[1] + n), run_of(piece).look) for piece in node.pieces for n in range(len(piece.text))
    ]
    places = {id: place for place, (id, _look) in enumerate(letters)}
    looks = [(sign, look) for sign, (_id, look) in zip(now, letters, strict=True)]
    touched = False
    for edit in reversed(edits):
        gone = [places[id] for id in map(flow.id_at, range(edit.start, edit.end)) if id in places]
        for start, end in reversed(list(runs_of(gone))):
            del live[size(now[:start]) : size(now[:end])]
            del looks[start:end]
        at = foothold(flow, edit, places)
        if at is not None and edit.words:
            live.insert(size(now[:at]), whole(edit.words))
            look = look_for(flow, edit)
            looks[at:at] = [(sign, look) for sign in edit.words]
        touched = touched or bool(gone) or at is not None
    if touched:
        Restoring().looks(
            live,
            [
                Run("".join(sign for sign, _look in group), (0, 0), *look)
                for look, group in groupby(looks, key=lambda pair: pair[1])
            ],
        )


def runs_of(places: list[int]) -> Iterator[tuple[int, int]]:
    """Places in a row together, as (first, after the last)."""
    for _gap, group in groupby(enumerate(sorted(places)), key=lambda pair: pair[1] - pair[0]):
        row = [place for _number, place in group]
        yield row[0], row[-1] + 1


def foothold(flow: Flow, edit: Edit, places: dict) -> int | None:
    """Where the new words go in this text, or None where they belong to another one."""
    leaf = flow.leaves[flow.leaf_at(edit.start)]
    if edit.start < edit.end:
        return places.get(flow.id_at(edit.start))
    if edit.start > leaf.start and (id := flow.id_at(edit.start - 1)) is not None:
        return places[id] + 1 if id in places else None
    return places.get(flow.id_at(edit.start))


def look_for(flow: Flow, edit: Edit) -> tuple:
    """New words look like those they replace or stand between, where these agree."""
    leaf = flow.leaves[flow.leaf_at(edit.start)]
    span = range(edit.start, edit.end)
    if not span:
        span = range(max(edit.start - 1, leaf.start), min(edit.start + 1, leaf.end))
    found = {look_at(flow, place) for place in span}
    return found.pop() if len(found) == 1 else PLAIN


def look_at(flow: Flow, place: int) -> tuple:
    for at, run in flow.runs:
        if at <= place < at + len(run.text):
            return run.look
    return PLAIN
