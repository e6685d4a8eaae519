"""Writes in a shared text of the demo as if somebody typed: every step goes through the log, under that person's hand."""

import pycrdt

from visioning.live import store


def write(stage, text, person, change, step):
    """`change` does something to the fragment that the step names."""
    doc = pycrdt.Doc(client_id=stage.client(person))
    if state := store.read_state(text.pk):
        doc.apply_update(state)
    before = doc.get_state()
    change(doc.get(step.get("fragment", "content"), type=pycrdt.XmlFragment), step)
    store.append(text.pk, person.pk, doc.get_update(before))


def add_heading(fragment, step):
    element = pycrdt.XmlElement("heading", {}, [pycrdt.XmlText(step["text"])])
    fragment.children.append(element)
    element.attributes["level"] = 1


def add_paragraph(fragment, step):
    fragment.children.append(pycrdt.XmlElement("paragraph", {}, [pycrdt.XmlText(step["text"])]))


def add_list(fragment, step):
    items = [
        pycrdt.XmlElement("list_item", {}, [pycrdt.XmlElement("paragraph", {}, [pycrdt.XmlText(line)])])
        for line in step["lines"]
    ]
    fragment.children.append(pycrdt.XmlElement("bullet_list", {}, items))


def texts_in(node):
    for child in node.children:
        if isinstance(child, pycrdt.XmlText):
            yield child
        else:
            yield from texts_in(child)


def place_of(fragment, words):
    """The text that holds the words, and where they begin and end in it, counted in bytes as pycrdt does."""
    for text in texts_in(fragment):
        said = "".join(part for part, _look in text.diff())
        if words in said:
            begin = len(said[: said.index(words)].encode())
            return text, begin, begin + len(words.encode())
    raise LookupError(f"Nobody wrote “{words}”.")


def add_words(fragment, step):
    text, _begin, end = place_of(fragment, step["words"])
    text.insert(end, step["text"])


def strike_words(fragment, step):
    text, begin, end = place_of(fragment, step["words"])
    del text[begin:end]


WRITING = {
    "heading": add_heading,
    "paragraph": add_paragraph,
    "list": add_list,
    "after": add_words,
    "strike": strike_words,
}
