"""Reading a state: the same text and structure Yjs shows, whatever was typed at once; clean HTML; no bytes that crash."""

import base64
import contextlib
import re

import pycrdt
import pytest
from django.utils.html import escape
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from visioning.live.carried import trace
from visioning.live.compare import word_changes
from visioning.live.items import whole
from visioning.live.reading import Reading, read, read_whole
from visioning.live.restoring import restoring
from visioning.live.tree import Text, read_tree

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


def act(doc, action, a, b, words, schema=False):
    """One small edit. With `schema`, only what our own editor could write."""
    root = doc.get("content", type=pycrdt.XmlFragment)
    if action in ("block", "nest") and schema:
        holders = [root, *(child for child in root.children if child.tag == "blockquote")]
        holder = holders[b % len(holders)] if action == "nest" else root
        leaf = pycrdt.XmlElement(
            ["paragraph", "heading"][a % 2], {"level": 2} if a % 2 else {}, [pycrdt.XmlText(words)]
        )
        element = pycrdt.XmlElement("blockquote", {}, [leaf]) if a % 5 == 0 and holder is root else leaf
        holder.children.insert(b % (len(holder.children) + 1), element)
        return
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


def play(actions, schema=False, apart=None):
    """Three people type; 'meet' brings one up to date with another. In the end the first has it all.

    `apart` takes what each of them had before that.
    """
    docs = [pycrdt.Doc(client_id=n + 1, skip_gc=n == 0) for n in range(3)]
    for who, action, a, b, words in actions:
        if action == "meet":
            docs[who].apply_update(docs[a % 3].get_update(docs[who].get_state()))
        else:
            act(docs[who], action, a, b, words, schema)
    if apart is not None:
        apart += [doc.get_update() for doc in docs]
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
    apart = []
    doc = play(actions, apart=apart)[0]
    content = as_pycrdt(doc.get("content", type=pycrdt.XmlFragment))
    merged = pycrdt.merge_updates(*apart)
    for state in (doc.get_update(), merged):
        tree = read_tree(state)
        assert (as_ours(tree["content"]) if "content" in tree else []) == content


# Written by Yjs 13.6 in a browser: every kind of attribute, an embed, a heading made and deleted, words typed later.
BROWSER = base64.b64decode(
    "ARoHAAcBB2NvbnRlbnQDCXBhcmFncmFwaAcABwAGBAAHAQVIZWxsb4QHBgYgd29ybGQoAAcAAWkBfQMoAAcAAW4BffDFCCgABwAC"
    "ZmwBfD/AAAAoAAcAA2RibAF7P7mZmZmZmZooAAcAAXMBdwF4KAAHAAFiAXgoAAcAAm5vAXkoAAcAA251bAF+KAAHAAFvAXYBAWF1"
    "An0BdwF6IwAHAAJ1OAIBAsUHBgcHDXsiaW1hZ2UiOiJ4In1GBwIGc3Ryb25nAnt9xAcYBwICU2HEBxoHAgJ5IMYHHAcCBnN0cm9u"
    "ZwRudWxsgQcAAQAFxwcABx4DCXBhcmFncmFwaAcAByQGBAAHJQVhZnRlcsQHGgcbBmxhdGVyIMQHGgcrB2xhdGVzdCABBwEeBg=="
)
# The same, but for one change that got lost on the way.
LACKING = base64.b64decode(
    "ARkHAAcBB2NvbnRlbnQDCXBhcmFncmFwaAcABwAGBAAHAQVIZWxsb4QHBgYgd29ybGQoAAcAAWkBfQMoAAcAAW4BffDFCCgABwAC"
    "ZmwBfD/AAAAoAAcAA2RibAF7P7mZmZmZmZooAAcAAXMBdwF4KAAHAAFiAXgoAAcAAm5vAXkoAAcAA251bAF+KAAHAAFvAXYBAWF1"
    "An0BdwF6IwAHAAJ1OAIBAsUHBgcHDXsiaW1hZ2UiOiJ4In1GBwIGc3Ryb25nAnt9xAcYBwIEU2F5IMYHHAcCBnN0cm9uZwRudWxs"
    "gQcAAQAFxwcABx4DCXBhcmFncmFwaAcAByQGBAAHJQVhZnRlcgoGxAcaBysHbGF0ZXN0IAEHAR4G"
)


def test_reads_what_a_browser_wrote():
    first, second = read_tree(BROWSER)["content"].children
    assert first.attributes == {
        "i": 3,
        "n": -70000,
        "fl": 1.5,
        "dbl": 0.1,
        "s": "x",
        "b": True,
        "no": False,
        "nul": None,
        "o": {"a": [1, "z"]},
    }
    assert as_ours(first)[0] == [("Salatest later y ", {"strong": {}}), ("Hello world", {})]
    assert as_ours(second)[0] == [("after", {})]
    assert read(BROWSER).html() == "<p><strong>Salatest later y </strong>Hello world</p><p>after</p>"


def test_what_rests_on_something_missing_waits():
    assert read(LACKING).html() == "<p><strong>Say </strong>Hello world</p><p>after</p>"


def test_letters_straight_in_a_fragment_and_old_kinds_of_content():
    root = b"\x01\x07content"
    json_item = b"\x02" + root + b"\x02\x09undefined\x02{}"
    letters = b"\x84\x01\x01\x02hi"
    assert read(b"\x01\x02\x01\x00" + json_item + letters + b"\x00").html() == "<p>hi</p>"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"\x00\x00\x00",
        b"\x02\x01\x01\x00\x00\x05\x01\x01\x00\x00\x05\x00",  # a client stands twice
        b"\x01\x01\x01\x00\x00\x00\x00",  # a piece is empty
        b"\x01\x01\x01\x00\x09\x01\x01a\x00",  # a document in the document
        b"\x01\x01\x01\x00\x07\x01\x01a\x09\x00",  # an unknown type
        b"\x01\x01\x01\x00\x08\x01\x01a\x01\x70\x00",  # an unknown tag
        b"\x01\x01\x01\x00\x08\x01\x01a\x01" + b"\x75\x01" * 60 + b"\x7e\x00",  # too deep
        b"\x01\x01\x01\x00\x08\x01\x01a\x01\x7d" + b"\xff" * 12 + b"\x00",  # too long
        b"\x01\x01\x01\x00\x04\x01\x01a\x02\xff\xfe\x00",  # no UTF-8
    ],
)
def test_bytes_that_are_no_update(data):
    with pytest.raises(ValueError, match=r"update|stands|empty|content|type|value|number|utf-8|bytes"):
        read(data)


@settings(max_examples=150, deadline=None)
@given(ACTIONS, st.data())
def test_other_bytes_are_a_value_error_and_nothing_else(actions, data):
    state = bytearray(play(actions)[0].get_update())
    for _ in range(data.draw(st.integers(0, 4))):
        place = data.draw(st.integers(0, len(state) - 1))
        state[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(state)))
    for candidate in (bytes(state), bytes(state[:cut])):
        with contextlib.suppress(ValueError):
            reading = read(candidate)
            for name in reading.fragments:
                reading.html(name), reading.plain(name), reading.json(name)
            assert Reading.unpack(reading.pack()).json() == reading.json()
            assert word_changes(Reading.EMPTY, reading)[1] == 0
            trace(read_whole(candidate)[1], lambda client: client % 2, lambda client, clock: clock % 2)


@settings(max_examples=60, deadline=None)
@given(ACTIONS)
def test_a_version_holds_what_was_read(actions):
    reading = read(play(actions)[0].get_update())
    assert Reading.unpack(reading.pack()) == reading
    assert Reading.unpack(reading.pack()).html() == reading.html()


def state_of(*nodes, fragment="content"):
    """A state whose fragment holds these nodes: (name, attributes, children), text, or (text, marks)."""
    doc = pycrdt.Doc(client_id=1)
    add(doc.get(fragment, type=pycrdt.XmlFragment), nodes)
    return doc.get_update()


def add(holder, nodes):
    for node in nodes:
        if isinstance(node, str):
            holder.children.append(pycrdt.XmlText(node))
        elif isinstance(node[1], dict) and len(node) == 2:
            text = holder.children.append(pycrdt.XmlText(node[0]))
            text.format(0, len(text), node[1])
        else:
            name, attributes, children = node
            element = holder.children.append(pycrdt.XmlElement(name, attributes))
            add(element, children)


def p(*children):
    return ("paragraph", {}, children)


def html(*nodes, **options):
    return read(state_of(*nodes)).html(**options)


def test_html_has_the_schema_and_nothing_else():
    assert html(
        ("heading", {"level": 1}, ["Trust"]),
        p("We ", ("listen", {"strong": {}}), (" first", {"em": {}, "link": {"href": "https://a.example/?b=1&c"}})),
        ("bullet_list", {}, [("list_item", {}, [p("one")]), ("list_item", {}, [p("two")])]),
        ("ordered_list", {"order": 3}, [("list_item", {}, [p("three"), p("more")])]),
        ("blockquote", {}, [p("Somebody", ("hard_break", {}, []), "said")]),
    ) == (
        "<h2>Trust</h2><p>We <strong>listen</strong>"
        '<a href="https://a.example/?b=1&amp;c" rel="nofollow noopener"><em> first</em></a></p>'
        "<ul><li>one</li><li>two</li></ul>"
        '<ol start="3"><li><p>three</p><p>more</p></li></ol>'
        "<blockquote><p>Somebody<br>said</p></blockquote>"
    )


def test_headings_start_where_asked_and_skip_no_level():
    levels = [3, 1, 3, 3, 2, 1]
    found = html(*(("heading", {"level": level}, [str(level)]) for level in levels), first_heading=3)
    assert re.findall(r"<h(\d)>(\d)", found) == [
        ("3", "3"), ("3", "1"), ("4", "3"), ("4", "3"), ("4", "2"), ("3", "1")
    ]  # fmt: skip


def test_empty_blocks_leave_no_trace():
    assert html(p(), p(" "), ("bullet_list", {}, []), ("blockquote", {}, [p("")]), ("heading", {"level": 1}, [])) == ""


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</p></div><svg/onload=alert(1)>",
    '"><iframe srcdoc="<script>alert(1)</script>">',
    "<a hx-get=/x hx-trigger=load>x</a>",
    "&lt;b&gt;",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "]]><!--",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_somebody_typed_is_shown_as_typed(payload):
    tags = ("paragraph", "heading", "script", payload[:20])
    for name in tags:
        found = html((name, {"onclick": payload, "style": payload, "level": payload}, [payload]))
        assert re.sub(r"</?(p|h2)>", "", found) == escape(payload)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//evil.example/x",
        "/teams/x/",
        "file:///etc/passwd",
        "http:",
        "http://[::1",
        "https://" + "a" * 3000,
        None,
        7,
        {"a": 1},
    ],
)
def test_only_plain_links_are_links(href):
    assert html(p(("words", {"link": {"href": href}}))) == "<p>words</p>"


def test_a_link_cannot_break_out_of_its_attribute():
    found = html(p(("words", {"link": {"href": 'https://a.example/"onmouseover="alert(1)'}})))
    assert 'href="https://a.example/&quot;onmouseover=&quot;alert(1)"' in found


def test_what_the_schema_does_not_know_is_its_bare_words():
    assert html(("table", {}, [("row", {}, [("cell", {}, ["a"]), ("cell", {}, ["b"])])])) == "<p>a</p><p>b</p>"
    assert html(p("a", ("image", {"src": "x"}, []), ("paragraph", {}, ["b"]))) == "<p>ab</p>"
    assert html(("list_item", {}, [p("loose")])) == "<p>loose</p>"
    assert html(("bullet_list", {}, [p("no item")])) == "<ul><li>no item</li></ul>"
    assert html(p(("x", {"onclick": "y", "code": {}}))) == "<p>x</p>"


def test_signs_nobody_can_see_are_dropped():
    assert html(p("a\x00b\x07c\u202ed\ufffee\U0001fffff\u200fg")) == "<p>abcdef\u200fg</p>"


def test_nesting_without_end_keeps_the_words():
    node = p("deep")
    for _ in range(35):
        node = ("blockquote", {}, [node])
    assert "<p>deep</p>" in html(node)
    for _ in range(400):
        node = ("blockquote", {}, [node])
    assert html(node, p("after")).endswith("<p>after</p>")


def test_words_are_counted_as_people_count_them():
    reading = read(state_of(p("It’s a well-known fact — isn't it? 3 cats."), p("日本語")))
    assert reading.word_count() == 8 + 3


def test_plain_text_and_json():
    reading = read(
        state_of(
            p(("bold", {"strong": {}}), " words"),
            ("bullet_list", {}, [("list_item", {}, [p("one"), ("ordered_list", {}, [("list_item", {}, [p("a")])])])]),
            ("heading", {"level": "9"}, ["End"]),
        )
    )
    assert reading.plain() == "bold words\n- one\n  1. a\nEnd"
    assert read(state_of(("blockquote", {}, [p("a", ("hard_break", {}, []), "b")]))).plain() == "a\nb"
    assert reading.json()["content"][0] == {
        "type": "paragraph",
        "content": [
            {"type": "text", "text": "bold", "marks": [{"type": "strong"}]},
            {"type": "text", "text": " words"},
        ],
    }
    assert reading.json()["content"][2]["attrs"] == {"level": 3}


@settings(max_examples=120, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(ACTIONS, ACTIONS)
def test_restoring_says_the_same_again_and_keeps_what_is_there(actions, later):
    doc = play(actions, schema=True)[0]
    then = read(doc.get_update())
    for _who, action, a, b, words in later:
        if action != "meet":
            act(doc, action, a, b, words, schema=True)
    now = read(doc.get_update())
    update = restoring(doc.get_update(), then, 77)
    if update is not None:
        doc.apply_update(update)
    again = read(doc.get_update())
    assert again.json() == then.json()
    assert restoring(doc.get_update(), then, 78) is None
    assert letters(then) & letters(now) <= letters(again)


@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(ACTIONS, ACTIONS)
def test_restoring_works_on_what_foreign_clients_wrote(actions, later):
    doc = play(actions)[0]
    then = read(doc.get_update())
    for _who, action, a, b, words in later:
        if action != "meet":
            act(doc, action, a, b, words)
    update = restoring(doc.get_update(), then, 77)
    if update is not None:
        doc.apply_update(update)
    assert read(doc.get_update()).json() == then.json()


RICH = (
    ("heading", {"level": 2}, ["Trust"]),
    p("We ", ("listen", {"strong": {}}), ("hard_break", {}, []), ("here", {"link": {"href": "https://a.example/"}})),
    ("bullet_list", {}, [("list_item", {}, [p("one")]), ("list_item", {}, [p("two")])]),
    ("ordered_list", {"order": 3}, [("list_item", {}, [p("three")])]),
    ("blockquote", {}, [p("Somebody said so.")]),
)


@pytest.mark.parametrize("gone", range(len(RICH)))
def test_every_kind_of_block_comes_back(gone):
    doc = pycrdt.Doc(client_id=1)
    root = doc.get("content", type=pycrdt.XmlFragment)
    add(root, RICH)
    then = read(doc.get_update())
    del root.children[gone]
    root.children.append(pycrdt.XmlElement("paragraph", {}, [pycrdt.XmlText("Written since.")]))
    doc.apply_update(restoring(doc.get_update(), then, 2))
    assert read(doc.get_update()).json() == then.json()


def test_lines_and_attributes_inside_a_block_come_back():
    doc = pycrdt.Doc(client_id=1)
    root = doc.get("content", type=pycrdt.XmlFragment)
    add(root, RICH)
    then = read(doc.get_update())
    root.children[0].attributes["level"] = 1
    del root.children[1].children[2]
    root.children[1].children.append(pycrdt.XmlElement("hard_break"))
    doc.apply_update(restoring(doc.get_update(), then, 2))
    again = read(doc.get_update())
    assert again.json() == then.json()
    assert letters(again) == letters(then)


def letters(reading):
    return {
        (run.id[0], clock) for run in reading.runs("content") for clock in range(run.id[1], run.id[1] + len(run.text))
    }
