"""Blocks as clean HTML, as plain text and as ProseMirror JSON. Pure: knows blocks and runs, no person and no request.

Every letter is escaped here and only the tags written out below exist, so whatever a client stored, this is safe to show.
"""

from itertools import groupby

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .blocks import LISTS, TEXTBLOCKS, WORD, Block, Run


class Outline:
    """Turns the levels people chose into headings that start at one level and skip none. Knows what stands below blocks."""

    def __init__(self, first: int, notes=None):
        self.first, self.open = first, []
        self.notes = notes or {}  # what stands below a block, by its id

    def level(self, chosen: int) -> int:
        while self.open and self.open[-1] >= chosen:
            self.open.pop()
        self.open.append(chosen)
        return min(self.first + len(self.open) - 1, 6)


def to_html(blocks, *, first_heading=2, hands=None, notes=None) -> SafeString:
    outline = Outline(first_heading, notes)
    return mark_safe("".join(_block(block, outline, hands) for block in blocks))  # noqa: S308 - escaped in _words


def _block(block: Block, outline: Outline, hands) -> str:
    if block.kind == "hard_break" or block.is_empty():
        return ""
    if block.kind in TEXTBLOCKS:
        tag = "p" if block.kind == "paragraph" else f"h{outline.level(block.number)}"
        note = outline.notes.get(block.id)
        if not note:
            return f"<{tag}>{_inline(block.children, hands)}</{tag}>"
        return f'<{tag} class="woven">{_inline(block.children, hands)}</{tag}><p class="grew">{conditional_escape(note)}</p>'
    if block.kind in LISTS:
        tag = "ul" if block.kind == "bullet_list" else "ol"
        start = f' start="{block.number}"' if tag == "ol" and block.number != 1 else ""
        items = "".join(_list_item(item, outline, hands) for item in block.children)
        return f"<{tag}{start}>{items}</{tag}>"
    inner = "".join(_block(child, outline, hands) for child in block.children)
    return f"<blockquote>{inner}</blockquote>" if block.kind == "blockquote" else inner


def _list_item(item: Block, outline: Outline, hands) -> str:
    """An item's only paragraph stands bare in it: printed lists are tagged rightly only then."""
    if item.is_empty():
        return ""
    paragraphs = [child for child in item.children if child.kind == "paragraph" and not child.is_empty()]
    bare = paragraphs[0] if len(paragraphs) == 1 else None
    note = outline.notes.get(bare.id) if bare else None
    inner = (
        (_inline(child.children, hands) + _note_in_item(note)) if child is bare else _block(child, outline, hands)
        for child in item.children
    )
    return f"<li{' class="woven"' if note else ''}>{''.join(inner)}</li>"


def _note_in_item(note) -> str:
    return f' <span class="grew">{conditional_escape(note)}</span>' if note else ""


def _inline(children, hands) -> str:
    children = list(children)
    while children and not isinstance(children[-1], Run):
        children.pop()  # a break at the end of a block breaks nothing
    if hands is None:
        return "".join(_looks(runs) if runs else "<br>" for runs in _lines(children))
    out = []
    for author, runs in _by_author(children, hands):
        if not author:
            out.append("<br>")
            continue
        label = _("%(name)s wrote:") % {"name": author.name}
        out.append(
            f'<span class="written hand-{author.number}">'
            f'<span class="written-by" aria-hidden="true">{escape(author.name)}</span>'
            f'<span class="visually-hidden">{escape(label)} </span>{_looks(runs)}</span>'
        )
    return "".join(out)


def _by_author(children, hands):
    """Runs of one author together; a break has none. Signs between two words go with what stands before them."""
    found = []
    for child in children:
        if not isinstance(child, Run):
            found.append((None, []))
            continue
        for author, run in hands.stretches(child):
            last = found[-1] if found else None
            if last and last[0] and (last[0] == author or not WORD.search(run.shown)):
                last[1].append(run)
            else:
                found.append((author, [run]))
    return found


def _lines(children):
    """Runs in a row together; a break is an empty list."""
    for is_run, group in groupby(children, key=lambda child: isinstance(child, Run)):
        if is_run:
            yield list(group)
        else:
            yield from ([] for _break in group)


def _looks(runs) -> str:
    out = []
    for (strong, em, href), group in groupby(runs, key=lambda run: run.look):
        words = escape("".join(run.shown for run in group))
        if strong:
            words = f"<strong>{words}</strong>"
        if em:
            words = f"<em>{words}</em>"
        if href:
            words = f'<a href="{escape(href)}" rel="nofollow noopener">{words}</a>'
        out.append(words)
    return "".join(out)


def to_text(blocks, indent="") -> str:
    lines = []
    for block in blocks:
        if block.kind in LISTS:
            for number, item in enumerate(block.children, block.number):
                sign = f"{number}. " if block.kind == "ordered_list" else "- "
                inner = to_text(item.children, indent + " " * len(sign))
                lines.append(indent + sign + inner[len(indent) + len(sign) :])
        elif block.kind in ("blockquote", "list_item"):
            lines.append(to_text(block.children, indent))
        elif text := block.shown().strip():
            lines.extend(indent + line for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())


def to_json(blocks) -> dict:
    return {"type": "doc", "content": [_node(block) for block in blocks]}


def _node(block: Block) -> dict:
    found = {"type": block.kind}
    if block.kind == "heading":
        found["attrs"] = {"level": block.number}
    if block.kind == "ordered_list":
        found["attrs"] = {"order": block.number}
    content = []
    for look, group in groupby(block.children, key=lambda child: isinstance(child, Run) and child.look):
        if look:
            words = "".join(run.shown for run in group)
            content += [{"type": "text", "text": words} | _marks(look)] if words else []
        else:
            content += [_node(child) for child in group]
    return found | ({"content": content} if content else {})


def _marks(look: tuple) -> dict:
    strong, em, href = look
    marks = [{"type": "strong"}] * strong + [{"type": "em"}] * em
    if href:
        marks.append({"type": "link", "attrs": {"href": href}})
    return {"marks": marks} if marks else {}
