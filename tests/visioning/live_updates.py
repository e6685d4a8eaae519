"""Yjs updates for tests, made by pycrdt as people would make them. Hypothesis chooses what is typed."""

from hypothesis import strategies as st
from pycrdt import Doc, Text, XmlElement, XmlFragment, XmlText


def typed(words: str, *, client: int, before: bytes = b"", at: int | None = None) -> tuple[bytes, bytes]:
    """Somebody with this client id types into `content`: the update alone, and the state after it."""
    doc = Doc(client_id=client)
    if before:
        doc.apply_update(before)
    text = doc.get("content", type=Text)
    vector = doc.get_state()
    text.insert(len(text) if at is None else at, words)
    return doc.get_update(vector), doc.get_update()


def erased(before: bytes, start: int, end: int, *, client: int = 99) -> bytes:
    """Somebody deletes a stretch: the update, which names no author."""
    doc = Doc(client_id=client)
    doc.apply_update(before)
    found = []
    watch = doc.observe(lambda event: found.append(bytes(event.update)))
    text = doc.get("content", type=Text)
    del text[start:end]
    doc.unobserve(watch)
    return found[0]


def words_of(state: bytes) -> str:
    doc = Doc()
    doc.apply_update(state)
    return str(doc.get("content", type=Text))


STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["type", "erase", "bold", "paragraph", "heading"]),
        st.integers(0, 400),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12),
    ),
    min_size=1,
    max_size=25,
)


def write_together(steps) -> list[bytes]:
    """Three people write rich and plain text at once; all updates in an order in which they could be stored."""
    docs = [Doc(client_id=100 + number) for number in range(3)]
    log: list[bytes] = []
    watches = [doc.observe(lambda event: log.append(bytes(event.update))) for doc in docs]
    for doc in docs:
        doc.get("content", type=Text)
        doc.get("rich", type=XmlFragment)
    for who, what, where, words in steps:
        doc = docs[who]
        had = len(log)
        act(doc.get("content", type=Text), doc.get("rich", type=XmlFragment), what, where, words)
        if len(log) == had:
            continue
        for other in docs:
            if other is not doc:
                other.apply_update(log[had])
        del log[had + 1 :]  # what the others said on hearing it
    for doc, watch in zip(docs, watches, strict=True):
        doc.unobserve(watch)
    return log


def act(text, rich, what, where, words):
    if what == "type":
        text.insert(len(text), words)
    elif what == "erase" and len(text):
        words = str(text)  # pycrdt counts bytes, so the stretch must start and end between letters
        start = where % len(words)
        stop = start + 1 + where % 3
        del text[len(words[:start].encode()) : len(words[:stop].encode())]
    elif what == "bold" and len(rich.children):
        run = rich.children[where % len(rich.children)].children[0]
        run.format(0, len(str(run).encode()), {"strong": {}})
    elif what in ("paragraph", "heading"):
        attributes = {"level": where % 3 + 1} if what == "heading" else {}
        rich.children.append(XmlElement(what, attributes, contents=[XmlText(words)]))
