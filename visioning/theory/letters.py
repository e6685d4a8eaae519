"""How wide words are, and where a line of them ends. Reads the project's own font once; knows nothing of boxes or theories.

Letters the font lacks get a width by their kind (Unicode, East Asian Width). All widths carry a margin, since a reader's own
font may be a little wider than ours.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

FONTS = Path(__file__).resolve().parents[2] / "static" / "dist" / "fonts"
FILES = "atkinson-hyperlegible-next-{}-{}-normal.woff2"
HALVES = ("latin-ext", "latin")
MARGIN = 1.06
NARROW, MIDDLE, WIDE = 0.36, 0.6, 1.05  # of the size, for letters without a known advance
THIN = frozenset("iljtfrI.,:;'|!()[] ")
JOINING = frozenset("\u200b\u200c\u200d\u2060\ufeff")
SOFT_HYPHEN = "\u00ad"


@lru_cache(maxsize=2)
def advances(weight: int = 400) -> dict[str, float]:
    """Letter → width, as a share of the size. Empty where the fonts are not built yet: then widths are by kind."""
    found = {}
    for half in HALVES:
        try:
            font = TTFont(FONTS / FILES.format(half, weight), lazy=True)
        except (OSError, TTLibError):
            continue
        with font:
            widths, size = font["hmtx"], font["head"].unitsPerEm
            found |= {chr(code): widths[name][0] / size for code, name in font.getBestCmap().items()}
    return found


@lru_cache(maxsize=8192)
def letter(character: str, weight: int = 400) -> float:
    known = advances(weight).get(character)
    if known is not None:
        return known
    if character in JOINING or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F") or ord(character) > 0x1F000:
        return WIDE
    if character in THIN:
        return NARROW
    return MIDDLE if ord(character) < 0x250 else 0.75


@lru_cache(maxsize=16384)
def _share(words: str, weight: int) -> float:
    return sum(letter(character, weight) for character in words)


def width(words: str, size: float, weight: int = 400) -> float:
    """How much room these words take in one line, with the margin."""
    return _share(words, weight) * size * MARGIN


def wrap(words: str, size: float, room: float, weight: int = 400, indent: float = 0) -> tuple[str, ...]:
    """Lines that fit into `room`; the first one begins `indent` later. A word that is too long for a line is cut."""
    lines, line, left = [], "", room - indent
    for word in _words(words):
        joined = f"{line} {word}" if line and not word.startswith(_GLUED) else f"{line}{word.removeprefix(_GLUED)}"
        if width(joined, size, weight) <= left:
            line = joined
            continue
        word = word.removeprefix(_GLUED)
        if line:
            lines.append(line)
            left = room
        while word and width(word, size, weight) > left:
            head = _fitting(word, size, left, weight)
            lines.append(head)
            word, left = word[len(head) :], room
        line = word
    return (*lines, line) if line or not lines else tuple(lines)


_GLUED = "\0"  # before a piece that follows the one before it without a space


def _words(words: str):
    """What must stay together. Scripts without spaces (Chinese, Japanese, …) may be cut between any two letters."""
    for word in words.replace(SOFT_HYPHEN, "").replace(_GLUED, "").split():
        piece, first = "", True
        for character in word:
            if piece and (_stands_alone(character) or _stands_alone(piece[-1])) and not _clings(character, piece):
                yield piece if first else _GLUED + piece
                piece, first = "", False
            piece += character
            # A line may end after these, as in "teacher/student" or "well-known".
            if character in "/-–—" and len(piece) > 1:
                yield piece if first else _GLUED + piece
                piece, first = "", False
        if piece:
            yield piece if first else _GLUED + piece


def _stands_alone(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F") and unicodedata.category(character) == "Lo"


def _clings(character: str, before: str) -> bool:
    """Marks, joiners and closing punctuation are never parted from what they follow."""
    return (
        character in JOINING
        or before[-1:] == "\u200d"
        or unicodedata.category(character) in ("Mn", "Me", "Mc", "Sk", "Po", "Pe", "Pf")
        or 0xFE00 <= ord(character) <= 0xFE0F
        or 0x1F3FB <= ord(character) <= 0x1F3FF
    )


def _fitting(word: str, size: float, room: float, weight: int) -> str:
    """As much of its beginning as fits; at least one letter with its marks."""
    end, taken = 0, 0.0
    while end < len(word):
        step = end + 1
        while step < len(word) and _clings(word[step], word[:step]) and unicodedata.category(word[step])[0] != "P":
            step += 1
        taken += width(word[end:step], size, weight)
        if end and taken > room:
            break
        end = step
    return word[:end]


@lru_cache(maxsize=1024)
def runs_leftward(words: str) -> bool:
    """Whether the first letter that has a direction runs from right to left (as dir="auto" has it)."""
    for character in words:
        way = unicodedata.bidirectional(character)
        if way in ("R", "AL"):
            return True
        if way == "L":
            return False
    return False


MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")


def as_seen(line: str, leftward: bool) -> str:
    """The letters of one line in the order in which they stand on paper, from left to right.

    For WeasyPrint (70), which sets the text of an SVG letter by letter and knows no direction. A small part of the Unicode
    bidirectional algorithm: words and numbers, no nested directions, no joined letters.
    """
    clusters = []
    for character in line:
        if clusters and _clings(character, clusters[-1]) and unicodedata.category(character)[0] != "P":
            clusters[-1] += character
        else:
            clusters.append(character)
    ways = [_way(cluster[0]) for cluster in clusters]
    if True not in ways:
        return line
    for place, way in enumerate(ways):
        if way is None:
            before = next((one for one in reversed(ways[:place]) if one is not None), leftward)
            after = next((one for one in ways[place:] if one is not None), leftward)
            ways[place] = before if before == after else leftward
    runs = []
    for cluster, way in zip(clusters, ways, strict=True):
        if not runs or runs[-1][0] != way:
            runs.append((way, []))
        runs[-1][1].append(cluster.translate(MIRRORED) if way else cluster)
    if leftward:
        runs.reverse()
    return "".join("".join(reversed(run) if way else run) for way, run in runs)


def _way(character: str) -> bool | None:
    """True: leftward; False: rightward, as numbers are; None: as what stands around it."""
    return {"R": True, "AL": True, "L": False, "EN": False, "AN": False}.get(unicodedata.bidirectional(character))
