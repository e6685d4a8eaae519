"""Making any tidy HTML fit for PDF/UA: what WeasyPrint tags wrongly is mended in the parsed page, before it is laid out.

Pure: knows element trees and letters; no Django, no WeasyPrint, no plan. docs/decisions/0010 says why for each rule.
"""

import unicodedata

MOST_ELEMENTS = 20_000  # a plan of a hundred pages has about 4,000
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {*HEADINGS, "p", "blockquote", "div", "pre", "ul", "ol", "table", "dl"}
NOTES = {"grew"}  # of these classes, what is in the line on the screen stands on a line of its own on paper
# Control characters and halves of pairs mean nothing on paper; overrides of the reading direction can disguise words.
REFUSED_CATEGORIES = {"Cc", "Cs"}
REFUSED_CODES = {0xFEFF, 0x202D, 0x202E}


class TooLarge(Exception):
    """The document goes past a limit; the reader is told so kindly."""


def normalise(root, undrawable=frozenset()):
    """Change the tree so that what WeasyPrint makes of it passes: see docs/decisions for each rule."""
    elements = list(root.iter())
    if len(elements) > MOST_ELEMENTS:
        raise TooLarge
    for element in elements:  # words first: below, some of them move into elements that are not in this list
        element.text = printable(element.text, undrawable)
        element.tail = printable(element.tail, undrawable)
        for name in ("title", "alt", "content", "lang"):
            if element.get(name):
                element.set(name, printable(element.get(name), undrawable))
    level = 0
    for element in elements:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in HEADINGS:
            # No level is skipped on the way down, and the first heading is the first level.
            level = min(HEADINGS[tag], level + 1)
            element.tag = f"h{level}"
        elif tag == "li":
            wrap_body(element)
        elif tag == "a":
            flatten_link(element)


def wrap_body(item):
    """Put the blocks of a list item into one <dd>, which WeasyPrint tags as the item's body (LBody).

    Blocks directly inside an item would be tagged beside its label, which PDF/UA forbids.
    """
    if not any(child.tag in BLOCKS or child.get("class") in NOTES for child in item):
        return
    body = item.makeelement("dd", {"class": "item-body"})
    body.text, item.text = item.text, None
    body.extend(list(item))
    for child in list(item):
        item.remove(child)
    item.append(body)


def flatten_link(link):
    """A link holds nothing but its words: WeasyPrint ties only a link's own words to its place on the page."""
    words = "".join(link.itertext())
    for child in list(link):
        link.remove(child)
    link.text = words


def printable(text, undrawable=frozenset()):
    """The text without control characters, and with stand-ins for letters that no font here can draw."""
    if not text:
        return text
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for letter in text:
        code = ord(letter)
        if letter in "\t\n\r" or (
            unicodedata.category(letter) not in REFUSED_CATEGORIES
            and code & 0xFFFE != 0xFFFE
            and not 0xFDD0 <= code <= 0xFDEF
            and code not in REFUSED_CODES
        ):
            kept.append(stand_in(letter) if code in undrawable else letter)
    return "".join(kept)


def stand_in(letter):
    """What is printed where a letter has no glyph: a sign by its name, a letter by its number."""
    category = unicodedata.category(letter)
    name = unicodedata.name(letter, "").lower()
    if category[0] in "SP" and name:
        return f"[{name}]"
    if category[0] == "Z":
        return " "
    if category in {"Mn", "Me", "Cf"}:
        return ""
    return f"[U+{ord(letter):04X}]"
