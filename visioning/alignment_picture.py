"""The picture of an alignment check: five steps, and how many stand on each. Pure: knows what may be shown and draws it.

Colours come from the page around it (currentColor), so that it works in the dark and on paper. The sentence is its title.
"""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from leadership.privacy import Band, How, Shown

WIDTH, HEIGHT = 320, 168
STEP, RISE, GROUND = 64, 7, 146  # width of a step, how much higher each is than the one below, where the lowest begins
DOT, IN_ROW, ROWS = 11, 4, 8  # as many dots as fit on a step; more than that are drawn as a block
TALL = 92
HEIGHTS = {Band.FEW: 12, Band.HALF: 44, Band.MOST: 80}


def draw(shown: Shown, sentence: str, name: str, groups=((1, 2), (3, 3), (4, 5))) -> SafeString:
    """An inline SVG with `sentence` as its title. `name` keeps ids apart where a page has several."""
    marks = {How.FULL: full, How.BANDS: bands, How.NEARLY_ALL: nearly_all, How.NOTHING: nothing}[shown.how](
        shown, groups
    )
    steps = "".join(step(level) for level in range(1, 6))
    svg = (
        f'<svg class="alignment-picture" role="img" aria-labelledby="{name}-title" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" fill="currentColor" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-title">{escape(sentence)}</title>{marks}{steps}</svg>'
    )
    return mark_safe(svg)  # noqa: S308 - numbers, and one sentence that is escaped


def left(level: int) -> int:
    return (level - 1) * STEP


def top(level: int) -> int:
    return GROUND - level * RISE


def step(level: int) -> str:
    return (
        f'<path d="M{left(level) + 3} {top(level)}h{STEP - 6}" stroke="currentColor" stroke-width="2"/>'
        f'<text x="{left(level) + STEP // 2}" y="{HEIGHT - 4}" font-size="13" text-anchor="middle">{level}</text>'
    )


def block(first: int, last: int, height: int, *, rough: bool) -> str:
    """A block on one or more steps; with an open, dashed edge where it only says about how many."""
    x, width = left(first) + 6, (last - first + 1) * STEP - 12
    y = top(last) - height - 3
    edge = ' stroke="currentColor" stroke-width="1.5" stroke-dasharray="4 4"' if rough else ""
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{top(first) - y - 3}" rx="3" fill-opacity="{0.18 if rough else 0.85}"'
        f"{edge}/>"
    )


def full(shown: Shown, groups) -> str:
    """A dot for each answer, or blocks to scale where there are too many to see."""
    most = max(shown.counts)
    drawn = []
    for level, count in enumerate(shown.counts, 1):
        middle = left(level) + STEP // 2
        if most <= IN_ROW * ROWS:
            drawn += dots(level, count)
            height = -(-count // IN_ROW) * DOT
        elif count:
            height = max(2, round(TALL * count / most))
            drawn.append(block(level, level, height, rough=False))
        if count:
            y = top(level) - height - 9
            drawn.append(f'<text x="{middle}" y="{y}" font-size="12" text-anchor="middle">{count}</text>')
    return "".join(drawn)


def dots(level: int, count: int) -> list[str]:
    """Rows of four, the last one in the middle."""
    found = []
    for number in range(count):
        row, place = divmod(number, IN_ROW)
        in_this_row = min(IN_ROW, count - row * IN_ROW)
        x = left(level) + STEP / 2 + (place - (in_this_row - 1) / 2) * DOT
        found.append(f'<circle cx="{x:g}" cy="{top(level) - 8 - row * DOT}" r="4.5"/>')
    return found


def bands(shown: Shown, groups) -> str:
    pairs = zip(groups, shown.bands, strict=True)
    return "".join(block(first, last, HEIGHTS[band], rough=True) for (first, last), band in pairs)


def nearly_all(shown: Shown, groups) -> str:
    return block(shown.nearly_all, shown.nearly_all, TALL, rough=True)


def nothing(shown: Shown, groups) -> str:
    return ""
