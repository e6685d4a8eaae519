"""The picture of one item: a line for each group, and how many of it stand at each of the four levels. Pure.

Colours come from the page around it (currentColor), so that it works in the dark and on paper. The sentence is its title.
"""

from textwrap import wrap

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .levels import Level
from .privacy import Band, How, Shown

WIDTH, CELL = 320, 80
ROW, LABEL, RISE = 74, 20, 26  # a row, its label's line, the tallest block
FOOT = 34
HEIGHTS = {Band.FEW: 4, Band.HALF: 14, Band.MOST: 26, None: 0}


def draw(rows: list[tuple[str, Shown]], sentence: str, name: str) -> SafeString:
    """An inline SVG with `sentence` as its title, or "" where no group's levels are told. `name` keeps its ids apart."""
    drawn = [(label, shown) for label, shown in rows if shown.how in MARKS]
    if not drawn:
        return SafeString("")
    height = ROW * len(drawn) + FOOT
    parts = [row(number * ROW, label, shown) for number, (label, shown) in enumerate(drawn)]
    svg = (
        f'<svg class="result-picture" role="img" aria-labelledby="{name}-title" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" fill="currentColor" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-title">{escape(sentence)}</title>{"".join(parts)}{foot(height - FOOT)}</svg>'
    )
    return mark_safe(svg)  # noqa: S308 - numbers, labels and one sentence, all escaped


def row(top: int, label: str, shown: Shown) -> str:
    ground = top + ROW - 4
    lines = "".join(
        f'<path d="M{left(level) + 3} {ground}h{CELL - 6}" stroke="currentColor" stroke-width="1.5"/>'
        for level in range(1, 5)
    )
    words = escape(label if len(label) < 46 else f"{label[:44]}…")
    return f'<text x="3" y="{top + LABEL}" font-size="13">{words}</text>{MARKS[shown.how](shown, ground)}{lines}'


def left(level: int) -> int:
    return (level - 1) * CELL


def counts(shown: Shown, ground: int) -> str:
    most, drawn = max(shown.counts), []
    for level, count in enumerate(shown.counts, 1):
        if count:
            height = max(2, round(RISE * count / most))
            place = f'x="{left(level) + 14}" y="{ground - height - 2}" width="{CELL - 28}" height="{height}"'
            middle = left(level) + CELL // 2
            drawn.append(
                f'<rect {place} rx="2"/>'
                f'<text x="{middle}" y="{ground - height - 6}" font-size="12" text-anchor="middle">{count}</text>'
            )
    return "".join(drawn)


def rough(first: int, last: int, height: int, ground: int) -> str:
    """A dashed block: it only says about how many."""
    x, width = left(first) + 8, left(last) + CELL - 16 - left(first)
    return (
        f'<rect x="{x}" y="{ground - height - 2}" width="{width}" height="{height}" rx="2" fill-opacity="0.15" '
        'stroke="currentColor" stroke-width="1.5" stroke-dasharray="4 4"/>'
    )


def bands(shown: Shown, ground: int) -> str:
    low, high = (HEIGHTS[share] for share in shown.bands)
    return "".join(rough(first, last, height, ground) for first, last, height in ((1, 2, low), (3, 4, high)) if height)


def nearly_all(shown: Shown, ground: int) -> str:
    return rough(shown.nearly_all, shown.nearly_all, RISE, ground)


def foot(top: int) -> str:
    """The names of the levels, on two lines where one is too short."""
    drawn = []
    for level in Level:
        for number, line in enumerate(wrap(str(level.label), 13)[:2]):
            place = f'x="{left(level) + CELL // 2}" y="{top + 14 + number * 14}"'
            drawn.append(f'<text {place} font-size="12" text-anchor="middle">{escape(line)}</text>')
    return "".join(drawn)


MARKS = {How.FULL: counts, How.BANDS: bands, How.ROUGH: bands, How.NEARLY_ALL: nearly_all}
