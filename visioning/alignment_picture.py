"""The picture of an alignment check: five steps, and how many stand on each. Pure: knows what may be shown and draws it.

Colours come from the page around it (currentColor), so that it works in the dark and on paper. The sentence is its title.
"""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from leadership.privacy import Band, How, Shown

WIDTH, HEIGHT = 320, 168
STEP, RISE, GROUND = 64, 7, 146  # width of a step, how much higher each is than the one below, where the lowest begins
DOT, IN_ROW, ROWS = 11, 4, 7  # as many dots as fit on a step; more than that are drawn as a block
TALL = 84
HEIGHTS = {Band.FEW: 12, Band.HALF: 44, Band.MOST: 80}


def draw(shown: Shown, sentence: str, name: str, groups=((1, 2), (3, 3), (4, 5))) -> SafeString:
    """An inline SVG with `sentence` as its title. `name` keeps ids apart where a page has several."""
    if shown.how is How.NOTHING:
        return SafeString("")
    marks, head = {How.FULL: full, How.BANDS: bands, How.NEARLY_ALL: nearly_all}[shown.how](shown, groups)
    steps = "".join(step(level) for level in range(1, 6))
    svg = (
        f'<svg class="alignment-picture" role="img" aria-labelledby="{name}-title" '
        f'viewBox="0 {head} {WIDTH} {HEIGHT - head}" width="{WIDTH}" height="{HEIGHT - head}" fill="currentColor" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-title">{escape(sentence)}</title>{marks}{steps}</svg>'
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


def rough(first: int, last: int, height: int) -> tuple[str, int]:
    """A block that stands on one or two steps, with a dashed edge: it only says about how many. And where its top is."""
    x, end, y = left(first) + 6, left(last) + STEP - 6, top(last) - height - 4
    foot = f"H{left(last)}V{top(first) - 4}" if first < last else ""
    path = f"M{x} {top(first) - 4}V{y}H{end}V{top(last) - 4}{foot}Z"
    return (
        f'<path d="{path}" fill-opacity="0.15" stroke="currentColor" stroke-width="1.5" stroke-dasharray="4 4"/>',
        y - 4,
    )


def full(shown: Shown, groups) -> tuple[str, int]:
    """A dot for each answer, or blocks to scale where there are too many to see."""
    most, drawn, head = max(shown.counts), [], GROUND
    for level, count in enumerate(shown.counts, 1):
        if not count:
            continue
        if most <= IN_ROW * ROWS:
            drawn += dots(level, count)
            height = -(-count // IN_ROW) * DOT
        else:
            height = max(2, round(TALL * count / most))
            place = f'x="{left(level) + 10}" y="{top(level) - height - 3}" width="{STEP - 20}" height="{height}"'
            drawn.append(f'<rect {place} rx="2"/>')
        y = top(level) - height - 9
        drawn.append(f'<text x="{left(level) + STEP // 2}" y="{y}" font-size="12" text-anchor="middle">{count}</text>')
        head = min(head, y - 14)
    return "".join(drawn), head


def dots(level: int, count: int) -> list[str]:
    """Rows of four, the last one in the middle."""
    found = []
    for number in range(count):
        row, place = divmod(number, IN_ROW)
        in_this_row = min(IN_ROW, count - row * IN_ROW)
        x = left(level) + STEP / 2 + (place - (in_this_row - 1) / 2) * DOT
        found.append(f'<circle cx="{x:g}" cy="{top(level) - 8 - row * DOT}" r="4.5"/>')
    return found


def bands(shown: Shown, groups) -> tuple[str, int]:
    drawn = [rough(*group, HEIGHTS[band]) for group, band in zip(groups, shown.bands, strict=True)]
    return "".join(path for path, _head in drawn), min(head for _path, head in drawn)


def nearly_all(shown: Shown, groups) -> tuple[str, int]:
    return rough(shown.nearly_all, shown.nearly_all, TALL)
