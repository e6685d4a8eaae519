"""Puts the pieces of a Yjs update into the order of the document: the YATA rule, as the browser's Yjs applies it.

For reading only. Pieces whose neighbours are missing are left out, as a browser would wait for them.
"""

from bisect import bisect_left, bisect_right

from .items import Id, Item
from .updates import GC, SKIP, TYPE


def cut(structs: dict[int, list[Item]], deleted) -> dict[int, list[Item]]:
    """Cut items wherever a neighbour, a parent or a deletion points into their middle, once and beforehand."""
    points: dict[int, set[int]] = {}
    for items in structs.values():
        for item in items:
            if item.origin:
                client, clock = item.origin
                points.setdefault(client, set()).add(clock + 1)
            if item.right_origin:
                client, clock = item.right_origin
                points.setdefault(client, set()).add(clock)
    for client, start, end in deleted:
        points.setdefault(client, set()).update((start, end))
    for client, clocks in points.items():
        items = structs.get(client)
        if not items:
            continue
        starts = [item.clock for item in items]
        inside: dict[int, list[int]] = {}
        for clock in clocks:
            index = bisect_right(starts, clock) - 1
            if index >= 0 and starts[index] < clock < starts[index] + items[index].length:
                inside.setdefault(index, []).append(clock)
        if inside:
            structs[client] = pieces = []
            for index, item in enumerate(items):
                pieces.append(item)
                for clock in sorted(inside.get(index, ())):
                    piece = pieces[-1]
                    pieces.append(piece.split(clock - piece.clock))
    return structs


def integrate(structs: dict[int, list[Item]]) -> dict[str, Item]:
    """Link all items whose neighbours are there. Returns the roots by name."""
    roots: dict[str, Item] = {}
    starts: dict[Id, Item] = {}
    ends: dict[Id, Item] = {}
    known: dict[int, int] = {}
    waiting = {client: iter(items) for client, items in structs.items()}
    heads = {}
    for client, items in waiting.items():
        heads[client] = next(items, None)
        if heads[client]:
            known[client] = 0
    blocked: dict[int, list[int]] = {}  # who waits for a client to get further
    todo = sorted(heads)
    while todo:
        client = todo.pop()
        items, item, clock = waiting[client], heads[client], known.get(client, 0)
        moved = False
        while item is not None:
            if item.clock > clock or item.kind == SKIP:
                item = None  # a gap: the rest of this client cannot be read yet
                break
            lacks = missing(item, known, client)
            if lacks is not None:
                blocked.setdefault(lacks, []).append(client)
                break
            if item.kind != GC:
                link(item, roots, starts, ends)
            starts[(client, item.clock)] = item
            ends[(client, item.clock + item.length - 1)] = item
            clock = known[client] = item.clock + item.length
            moved = True
            item = next(items, None)
        heads[client] = item
        if moved:
            todo.extend(blocked.pop(client, ()))
    return roots


def missing(item: Item, known: dict[int, int], client: int) -> int | None:
    """A client of whom this item needs more than there is."""
    for needed in (item.origin, item.right_origin, item.parent):
        if needed.__class__ is tuple and needed[1] >= known.get(needed[0], 0):
            return needed[0] if needed[0] != client else -1
    return None


def link(item: Item, roots: dict[str, Item], starts: dict[Id, Item], ends: dict[Id, Item]) -> None:
    """Find an item's place beside its neighbours, by the YATA rule."""
    left = ends.get(item.origin) if item.origin else None
    right = starts.get(item.right_origin) if item.right_origin else None
    parent = find_parent(item, left, right, roots, starts)
    if parent is None:
        item.deleted, item.parent = True, None  # its surroundings were collected, so it is gone too
        return
    item.parent = parent
    first = last_of(parent, item.key) if item.key is not None else parent.first
    if (left is None and (right is None or right.left is not None)) or (left is not None and left.right is not right):
        other = left.right if left is not None else first
        conflicting, before = set(), set()
        while other is not None and other is not right:
            before.add(other)
            conflicting.add(other)
            if item.origin == other.origin:
                if other.client < item.client:
                    left = other
                    conflicting.clear()
                elif item.right_origin == other.right_origin:
                    break
            elif other.origin is not None and (source := ends.get(other.origin)) in before:
                if source not in conflicting:
                    left = other
                    conflicting.clear()
            else:
                break
            other = other.right
    item.left = left
    if left is not None:
        item.right = left.right
        left.right = item
    else:
        item.right = first
        if item.key is None:
            parent.first = item
    if item.right is not None:
        item.right.left = item
        if item.key is not None:
            item.deleted = True
    elif item.key is not None:
        parent.children = parent.children or {}
        parent.children[item.key] = item
        if left is not None:
            left.deleted = True


def find_parent(item: Item, left, right, roots, starts):
    """The item whose content this one stands in, or None where that is gone."""
    if item.origin or item.right_origin:
        if (item.origin and left is None) or (item.right_origin and right is None):
            return None
        beside = left if left is not None else right
        if any(near is not None and near.kind == GC for near in (left, right)):
            return None
        item.key = beside.key
        return beside.parent
    if item.parent.__class__ is tuple:
        found = starts.get(item.parent)
        return found if found is not None and found.kind == TYPE else None
    root = roots.get(item.parent)
    if root is None:
        root = roots[item.parent] = Item(0, 0, 1, TYPE, (4, item.parent), None, None, None, None)
    return root


def last_of(parent: Item, key: str):
    """The leftmost value of an attribute; the rightmost is the one that counts."""
    found = (parent.children or {}).get(key)
    while found is not None and found.left is not None:
        found = found.left
    return found


def mark_deleted(structs: dict[int, list[Item]], deleted) -> None:
    starts = {client: [item.clock for item in items] for client, items in structs.items()}
    for client, start, end in deleted:
        items = structs.get(client)
        if not items:
            continue
        index = bisect_left(starts[client], start)
        while index < len(items) and items[index].clock < end:
            items[index].deleted = True
            index += 1
