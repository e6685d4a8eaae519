"""From the tree somebody's browser wrote to blocks of the schema. Nothing in it is trusted.

What the schema does not know becomes its bare words; nesting without end is cut short; links that could run a script
are no links. Pure.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from .blocks import LISTS, UNSEEN, Block, Run
from .items import whole
from .tree import Element, Piece, Text

CONTAINERS = (*LISTS, "list_item", "blockquote")
DEEPEST = 8  # lists within quotes within lists; deeper words are kept, their nesting is not
LINKS = ("http", "https", "mailto")


def blocks_of(nodes, depth=0) -> list[Block]:
    found: list[Block] = []
    loose: list[Run | Block] = []

    def settle():
        if loose:
            found.append(Block("paragraph", loose[0].id, tuple(loose)))
            loose.clear()

    for node in nodes:
        if isinstance(node, Text) or node.name == "hard_break":
            loose.extend(_inline([node]))
            continue
        settle()
        found.extend(_element(node, depth))
    settle()
    return found


def _element(node: Element, depth) -> list[Block]:
    name = node.name
    if name == "paragraph":
        return [Block(name, node.id, tuple(_inline(node.children)))]
    if name == "heading":
        level = _whole_number(node.attributes.get("level"), 1, 3)
        return [Block(name, node.id, tuple(_inline(node.children)), level)]
    if name not in CONTAINERS or depth >= DEEPEST:
        return blocks_of(node.children, depth)
    children = blocks_of(node.children, depth + 1)
    if name in LISTS:
        children = [
            child if child.kind == "list_item" else Block("list_item", child.id, (child,)) for child in children
        ]
        if not children:
            return []
        start = _whole_number(node.attributes.get("order"), 1, 99_999) if name == "ordered_list" else 0
        return [Block(name, node.id, tuple(children), start)]
    if name == "list_item" and depth == 0:  # no list around it
        return children
    return [Block(name, node.id, tuple(_without_items(children)))]


def _without_items(children):
    for child in children:
        if child.kind == "list_item":
            yield from child.children
        else:
            yield child


def _inline(nodes) -> Iterator["Run | Block"]:
    for node in nodes:
        if isinstance(node, Text):
            yield from map(run_of, node.pieces)
        elif node.name == "hard_break":
            yield Block("hard_break", node.id)
        else:
            yield from _inline(node.children)


def run_of(piece: Piece) -> Run:
    link = piece.marks.get("link")
    href = link.get("href") if isinstance(link, dict) else None
    return Run(piece.text, piece.id, "strong" in piece.marks, "em" in piece.marks, safe_link(href))


def safe_link(href) -> str:
    """The address if a reader may follow it, else ""."""
    if not isinstance(href, str) or len(href) > 2000:
        return ""
    href = UNSEEN.sub("", whole(href)).replace("\t", "").replace("\n", "").strip()
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme not in LINKS or (parts.scheme != "mailto" and not parts.netloc):
        return ""
    return href


def _whole_number(value, least, most) -> int:
    """A client's number as a whole number in range; whatever it cannot be is the least."""
    try:
        return min(max(int(value), least), most)
    except (TypeError, ValueError, OverflowError):
        return least
