"""Which themes touch and which stand alone, and a picture of it. Pure: knows no rows; counts nothing, ranks nothing.

The picture is a thread with a knot for each theme, in the order they were named; an arc joins two that touch.
"""

import unicodedata
from dataclasses import dataclass, field
from itertools import combinations

ROW = 64  # from knot to knot: two lines of a name fit
MARGIN = 20
KNOT = 8
REACH = 132  # how far the widest arc goes
LINE = 22  # letters in a line of a name
LETTER = 9.2  # and how wide one is at most


@dataclass(frozen=True)
class Spot:
    """A picked phrase as the map sees it: where it stands, whose it is, and what it lies under."""

    id: object
    source: str
    prompt: str
    start: int
    end: int
    person: str
    themes: frozenset

    def overlaps(self, other):
        same_place = (self.source, self.prompt) == (other.source, other.prompt)
        return same_place and self.start < other.end and other.start < self.end


@dataclass
class Touch:
    """Two themes and what joins them: phrases under both, pairs of phrases that overlap, people who spoke to both."""

    one: int
    other: int
    shared: list = field(default_factory=list)
    overlapping: list = field(default_factory=list)
    people: list = field(default_factory=list)

    @property
    def kind(self):
        """The closest tie, for the way the arc is drawn."""
        return "shared" if self.shared else "overlapping" if self.overlapping else "people"


@dataclass
class ThemeMap:
    """What touches what. `themes` are (id, name) in the order they were named."""

    themes: list
    spots: list

    def __post_init__(self):
        self.touches = list(touches([key for key, _name in self.themes], self.spots))
        joined = {key for touch in self.touches for key in (touch.one, touch.other)}
        self.alone = [(key, name) for key, name in self.themes if key not in joined]
        self.loose = [spot for spot in self.spots if not spot.themes]

    def picture(self):
        return Picture([name for _key, name in self.themes], [key for key, _name in self.themes], self.touches)


def touches(keys, spots):
    """Every pair of themes that something joins, in the order the themes were named."""
    under = {key: [spot for spot in spots if key in spot.themes] for key in keys}
    for one, other in combinations(keys, 2):
        touch = Touch(one, other)
        touch.shared = [spot for spot in under[one] if other in spot.themes]
        both = {spot.id for spot in touch.shared}
        mine = [spot for spot in under[one] if spot.id not in both]
        theirs = [spot for spot in under[other] if spot.id not in both]
        touch.overlapping = [(a, b) for a, b in near(mine, theirs) if a.overlaps(b)]
        close = {spot.id for pair in touch.overlapping for spot in pair}
        people = {spot.person for spot in theirs if spot.id not in close}
        seen = dict.fromkeys(spot.person for spot in mine if spot.id not in close and spot.person in people)
        touch.people = list(seen)
        if touch.shared or touch.overlapping or touch.people:
            yield touch


def near(mine, theirs):
    """Pairs of phrases in the same answer."""
    places = {}
    for spot in theirs:
        places.setdefault((spot.source, spot.prompt), []).append(spot)
    return ((spot, other) for spot in mine for other in places.get((spot.source, spot.prompt), ()))


@dataclass(frozen=True)
class Knot:
    """A theme in the picture: where its knot is, and its name in one or two lines with the place of each."""

    x: int
    y: int
    lines: tuple
    alone: bool


@dataclass(frozen=True)
class Arc:
    path: str
    kind: str


class Picture:
    """Knots on one thread, names to the right, arcs to the left: nothing can lie on top of a name."""

    radius = KNOT

    def __init__(self, names, keys, touches):
        row = {key: place for place, key in enumerate(keys)}
        joined = {key for touch in touches for key in (touch.one, touch.other)}
        spans = {abs(row[touch.one] - row[touch.other]) for touch in touches}
        self.x = (reach(max(spans), max(spans)) if spans else 0) + MARGIN
        self.height = MARGIN * 2 + ROW * max(len(names) - 1, 0) + KNOT * 2
        self.knots = [self.knot(place, name, keys[place] not in joined) for place, name in enumerate(names)]
        longest = max((width(line) for knot in self.knots for line, _y in knot.lines), default=0)
        self.width = round(self.x + KNOT * 2 + MARGIN + longest * LETTER)
        self.arcs = [Arc(self.path(*sorted((row[one.one], row[one.other])), max(spans)), one.kind) for one in touches]
        self.top, self.bottom = self.y(0), self.y(max(len(names) - 1, 0))
        self.label_x = self.x + KNOT * 2 + 4

    def y(self, place):
        return MARGIN + KNOT + place * ROW

    def knot(self, place, name, alone):
        lines = in_lines(name)
        first = self.y(place) + 5 - 10 * (len(lines) - 1)
        return Knot(self.x, self.y(place), tuple((line, first + 20 * at) for at, line in enumerate(lines)), alone)

    def path(self, upper, lower, widest):
        rx, ry = reach(lower - upper, widest), (self.y(lower) - self.y(upper)) / 2
        return f"M{self.x} {self.y(upper)}A{rx} {ry:g} 0 0 0 {self.x} {self.y(lower)}"


def reach(span, widest):
    """How far an arc over so many knots goes to the left: each longer one outside the shorter."""
    return round(20 + (REACH - 20) * (span - 1) / max(widest - 1, 6))


def width(line):
    """How many letters wide; those of East Asian scripts are twice as wide as others."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def in_lines(name):
    """A name in at most two lines; what does not fit is in the table below the sentence."""
    lines, rest = [], name
    while rest and len(lines) < 2:
        line, rest = first_line(rest)
        lines.append(line)
    if rest:
        lines[-1] = shortened(lines[-1])
    return lines


def first_line(words):
    cut = longest_start(words, LINE)
    if cut == len(words):
        return words, ""
    blank = words.rfind(" ", 1, cut + 1)
    cut = blank if blank > 0 else cut
    return words[:cut].rstrip(), words[cut:].lstrip()


def longest_start(words, most):
    taken = 0
    for place, sign in enumerate(words):
        taken += width(sign)
        if taken > most:
            return place
    return len(words)


def shortened(line):
    return line[: longest_start(line, LINE - 1)].rstrip() + "…"
