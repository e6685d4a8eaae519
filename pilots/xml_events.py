"""Tags and words of one XML part of a workbook, as they come. Pure; knows no cells.

A document type is refused: workbooks may have none (ECMA-376, part 2, "Package Relationships and Content Types": a consumer
treats a DTD as an error), and entities that grow into gigabytes need one. Tags are counted, so that no file keeps us busy.
"""

from xml.parsers import expat

from .tables import NoTable
from .zip_parts import Parts, broken, too_much

MOST_TAGS = 700_000  # each cell of a sheet as large as we take has two
MOST_KEPT = (
    100_000  # of the tags that are kept whole: Excel itself knows 65,490 looks of cells, and far fewer of the others
)


class Reading:
    """Gets the events of a part. `enter` and `leave` have names without prefix."""

    done = False  # set it, and no more of the part is unpacked

    def enter(self, name, attributes):
        """A tag opens."""

    def leave(self, name):
        """A tag shuts."""

    def words(self, words):
        """Words between tags, in pieces."""


def bare(name):
    return name.rpartition(":")[2] if ":" in name else name


def read_part(parts: Parts, name: str, reading: Reading) -> Reading:
    """All events of one part into `reading`. Raises NoTable where it is broken or would take too long."""
    for _piece in events(parts, name, reading):
        pass
    return reading


def events(parts: Parts, name: str, reading: Reading):
    """The same, with a stop after each piece, so that whoever reads may take what has come so far."""
    tags = 0

    def enter(tag, attributes):
        nonlocal tags
        tags += 1
        parts.tags += 1
        if tags > MOST_TAGS or parts.tags > MOST_TAGS * 2:
            raise NoTable(too_much())
        reading.enter(bare(tag), attributes)

    def refuse(*_declared):
        raise NoTable(broken())

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = enter
    parser.EndElementHandler = lambda tag: reading.leave(bare(tag))
    parser.CharacterDataHandler = reading.words
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        for piece in parts.pieces(name):
            parser.Parse(piece, False)
            yield
            if reading.done:
                return
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):  # the last two for letters stored in a way that nobody knows
        raise NoTable(broken()) from None
    yield


class Tags(Reading):
    """Keeps the tags of some names with their attributes, these too without prefix."""

    def __init__(self, *names):
        self.names, self.found = frozenset(names), []

    def enter(self, name, attributes):
        if name in self.names:
            if len(self.found) >= MOST_KEPT:
                raise NoTable(too_much())
            self.found.append((name, {bare(key): value for key, value in attributes.items()}))


def tags(parts: Parts, part: str, *names) -> list[tuple[str, dict[str, str]]]:
    return read_part(parts, part, Tags(*names)).found
