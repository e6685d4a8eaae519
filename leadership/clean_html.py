"""People's own words as clean HTML, read back into paragraphs and runs, for papers that are not made of HTML. Pure.

Knows the tags that `visioning.live.rendering` writes and no others: what it does not know it reads as plain words.
"""

from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = ("ul", "ol")


class Kind(StrEnum):
    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    MORE = "more"  # a further paragraph of an item
    NOTE = "note"  # what stands below a passage: from how many people's words it grew


@dataclass(frozen=True)
class Words:
    """Words of one look. A line break is a "\\n" in them."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`level`: of a heading, or how deep an item is. `listed`: which list it is in; `start`: its first number, or None."""

    kind: Kind
    words: tuple[Words, ...]
    level: int = 0
    listed: int = 0
    start: int | None = None
    quoted: bool = False

    @property
    def plain(self) -> str:
        return " ".join("".join(one.text for one in self.words).split())


class Reader(HTMLParser):
    """Gathers paragraphs while the parser goes along."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: list[Paragraph] = []
        self.words: list[Words] = []
        self.lists: list[tuple[int, int | None]] = []
        self.seen_lists = self.quotes = self.strong = self.em = self.heading = 0
        self.fresh_item = self.note = False
        self.href = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("p", "li", "blockquote", *LISTS, *HEADINGS):
            self.end_paragraph()
        if tag in LISTS:
            self.seen_lists += 1
            start = int(given["start"]) if (given.get("start") or "").isdecimal() else 1
            self.lists.append((self.seen_lists, start if tag == "ol" else None))
        elif tag == "li":
            self.fresh_item = True
        elif tag in HEADINGS:
            self.heading = HEADINGS[tag]
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "a":
            self.href = given.get("href") or ""
        self.quotes += tag == "blockquote"
        self.strong += tag == "strong"
        self.em += tag == "em"
        if given.get("class") == "grew":
            self.end_paragraph()
            self.note = True

    def handle_endtag(self, tag):
        if tag in ("p", "li", "blockquote", *LISTS, *HEADINGS) or (tag == "span" and self.note):
            self.end_paragraph()
        if tag in LISTS and self.lists:
            self.lists.pop()
        elif tag in HEADINGS:
            self.heading = 0
        elif tag == "a":
            self.href = ""
        self.quotes -= tag == "blockquote"
        self.strong -= tag == "strong"
        self.em -= tag == "em"

    def handle_data(self, data):
        self.words.append(Words(data, self.strong > 0, self.em > 0, self.href))

    def end_paragraph(self):
        words, self.words = tuple(self.words), []
        note, self.note = self.note, False
        if not any(one.text.strip() for one in words):
            return
        listed, start = self.lists[-1] if self.lists else (0, None)
        if note:
            kind = Kind.NOTE
        elif self.heading:
            kind = Kind.HEADING
        elif listed:
            kind = Kind.ITEM if self.fresh_item else Kind.MORE
            self.fresh_item = False
        else:
            kind = Kind.TEXT
        level = self.heading or len(self.lists)
        self.found.append(Paragraph(kind, words, level, listed, start, self.quotes > 0))


def paragraphs_of(html) -> tuple[Paragraph, ...]:
    """In order, those that say something."""
    reader = Reader()
    reader.feed(str(html))
    reader.close()
    reader.end_paragraph()
    return tuple(reader.found)


def plain_of(html) -> str:
    """The words alone, in one line: no headings, no notes."""
    wanted = (Kind.TEXT, Kind.ITEM, Kind.MORE)
    return " ".join(one.plain for one in paragraphs_of(html) if one.kind in wanted)
