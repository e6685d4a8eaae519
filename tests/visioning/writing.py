"""Writing into a shared text as a browser would, without a browser: pycrdt edits the tree, the store keeps the change."""

import secrets

import pycrdt

from visioning.live import store
from visioning.models import SharedVision


class Hand:
    """A person at one text with one client id, up to date before each change."""

    def __init__(self, text, person, client=None):
        self.text, self.person = text, person
        self.client = client or secrets.randbits(32)

    def change(self, act):
        """Let `act(doc)` edit the newest state and store what it did."""
        doc = pycrdt.Doc(client_id=self.client, skip_gc=True)
        doc.apply_update(store.read_state(self.text.pk))
        before = doc.get_state()
        with doc.transaction():
            act(doc)
        return store.append(self.text.pk, self.person.pk, doc.get_update(before))

    def write(self, words, fragment="content", kind="paragraph", **attributes):
        """A new block at the end."""

        def act(doc):
            element = pycrdt.XmlElement(kind, attributes)
            root(doc, fragment).children.append(element)
            element.children.append(pycrdt.XmlText(words))

        self.change(act)

    def insert(self, block, at, words, fragment="content", marks=None):
        """Words into a block; `at` counts letters, or is a word to stand before."""
        self.change(lambda doc: _insert(text_of(doc, fragment, block), at, words, marks))

    def erase(self, block, words, fragment="content"):
        def act(doc):
            text = text_of(doc, fragment, block)
            start = str(text).index(words)
            del text[start : start + len(words.encode())]

        self.change(act)

    def drop(self, block, fragment="content"):
        self.change(lambda doc: root(doc, fragment).children.__delitem__(block))

    def split(self, block, before, fragment="content"):
        """What the editor does on Enter: the rest of the block is deleted and typed again in a new one."""

        def act(doc):
            text = text_of(doc, fragment, block)
            start = str(text).index(before)
            rest = str(text)[start:]
            del text[start : len(text)]
            element = pycrdt.XmlElement("paragraph")
            root(doc, fragment).children.insert(block + 1, element)
            element.children.append(pycrdt.XmlText(rest))

        self.change(act)

    def retype(self, block, kind, fragment="content", **attributes):
        """What the editor does to make a heading of a paragraph: the words are deleted and typed again."""

        def act(doc):
            words = str(text_of(doc, fragment, block))
            del root(doc, fragment).children[block]
            element = pycrdt.XmlElement(kind, attributes)
            root(doc, fragment).children.insert(block, element)
            element.children.append(pycrdt.XmlText(words))

        self.change(act)


def _insert(text, at, words, marks):
    text.insert(str(text).index(at) if isinstance(at, str) else at, words, marks)


def root(doc, fragment="content"):
    return doc.get(fragment, type=pycrdt.XmlFragment)


def text_of(doc, fragment, block):
    return root(doc, fragment).children[block].children[0]


def begin(team):
    """The team's vision, still empty."""
    return SharedVision.start(team)
