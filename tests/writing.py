"""Words in a shared vision, written through the real log by real people, for tests that read them."""

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from visioning.live import store
from visioning.models import SharedVision


def element(kind, *children, **attributes):
    """A node to write: a kind of block and what is in it; a child may be a text or (text, marks)."""
    return kind, children, attributes


def paragraph(*words):
    return element("paragraph", *words)


def heading(words, level=1):
    return element("heading", words, level=level)


def bullets(*items):
    return element("bullet_list", *(element("list_item", *item) for item in items))


def put(parent, node):
    if isinstance(node, str) or isinstance(node[1], dict):
        words, marks = (node, {}) if isinstance(node, str) else node
        text = parent.children.append(XmlText())
        text.insert(0, words, marks or None)
        return
    kind, children, attributes = node
    made = parent.children.append(XmlElement(kind, {name: str(value) for name, value in attributes.items()}))
    for child in children:
        put(made, child)


def write(team, person, **fragments):
    """This person adds blocks to the team's shared vision: `write(team, ana, content=[paragraph("…")])`."""
    vision = SharedVision.start(team)
    doc = Doc()
    state = store.read_state(vision.text_id)
    if state:
        doc.apply_update(state)
    before = doc.get_state()
    for name, nodes in fragments.items():
        fragment = doc.get(name, type=XmlFragment)
        for node in nodes:
            put(fragment, node)
    store.append(vision.text_id, person.pk, doc.get_update(before))
    return vision
