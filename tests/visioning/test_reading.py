"""Reading a state: the same text and structure Yjs shows, whatever was typed at once; clean HTML; no bytes that crash."""

import random

import pycrdt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visioning.live.items import Text, read_tree, whole
from visioning.live.reading import Reading, read

ACTIONS = st.lists(
    st.tuples(
        st.integers(0, 2),  # who
        st.sampled_from(["type", "type", "type", "erase", "look", "block", "drop", "nest", "level", "meet"]),
        st.integers(0, 1000),
        st.integers(0, 1000),
        st.text(st.characters(codec="utf-8"), max_size=6),
    ),
    max_size=40,
)


def children_of(node):
    return list(node.children)


def texts_in(node):
    for child in node.children:
        if isinstance(child, pycrdt.XmlText):
            yield child
        else:
            yield from texts_in(child)


def offset(text, wish):
    """A place between two letters, counted in bytes as pycrdt does."""
    raw = str("".join(part for part, _marks in text.diff()))
    return len(raw[: wish % (len(raw) + 1)].encode())


def act(doc, action, a, b, words):
    root = doc.get("content", type=pycrdt.XmlFragment)
    if action in ("block", "nest"):
        name = ["paragraph", "heading", "blockquote"][a % 3]
        holders = [root, *(child for child in root.children if isinstance(child, pycrdt.XmlElement))]
        holder = holders[b % len(holders)] if action == "nest" else root
        element = pycrdt.XmlElement(name, {"level": str(a % 4)}, [pycrdt.XmlText(words)])
        holder.children.insert(b % (len(holder.children) + 1), element)
        return
    if action == "drop" and len(root.children):
        del root.children[a % len(root.children)]
        return
    if action == "level" and len(root.children):
        child = root.children[a % len(root.children)]
        if isinstance(child, pycrdt.XmlElement):
            child.attributes["level"] = b % 4
        return
    found = list(texts_in(root))
    if not found:
        return
    text = found[a % len(found)]
    first = offset(text, b)
    last = offset(text, a + b)
    if action == "type":
        text.insert(first, words or "x", {"strong": {}} if a % 5 == 0 else None)
    elif action == "erase" and first < last:
        del text[first:last]
    elif action == "look" and first < last:
        text.format(first, last, {"em": {} if a % 2 else None})


def play(actions):
    """Three people type; 'meet' brings the first and one other up to date. In the end all meet."""
    docs = [pycrdt.Doc(client_id=n + 1, skip_gc=n == 0) for n in range(3)]
    for who, action, a, b, words in actions:
        if action == "meet":
            docs[who].apply_update(docs[a % 3].get_update(docs[who].get_state()))
        else:
            act(docs[who], action, a, b, words)
    for doc in docs[1:]:
        docs[0].apply_update(doc.get_update(docs[0].get_state()))
    return docs


def as_pycrdt(node):
    """pycrdt's own view: names, attributes, and text with its marks."""
    if isinstance(node, pycrdt.XmlText):
        return joined((text, marks or {}) for text, marks in node.diff())
    inner = [as_pycrdt(child) for child in node.children]
    if isinstance(node, pycrdt.XmlElement):
        return node.tag, dict(node.attributes), inner
    return inner


def as_ours(node, top=True):
    if isinstance(node, Text):
        return joined((whole(piece.text), piece.marks) for piece in node.pieces)
    inner = [as_ours(child, False) for child in node.children]
    return inner if top else (node.name, node.attributes, inner)


def joined(parts):
    found = []
    for text, marks in parts:
        if found and found[-1][1] == marks:
            found[-1] = (found[-1][0] + text, marks)
        elif text:
            found.append((text, marks))
    return found


@settings(max_examples=150, deadline=None)
@given(ACTIONS)
def test_reads_what_yjs_reads_after_people_typed_at_once(actions):
    docs = play(actions)
    doc = docs[0]
    content = as_pycrdt(doc.get("content", type=pycrdt.XmlFragment))
    merged = pycrdt.merge_updates(*[each.get_update() for each in docs])
    for state in (doc.get_update(), merged):
        tree = read_tree(state)
        assert (as_ours(tree["content"]) if "content" in tree else []) == content
