"""Draws the timeline of a team's pilots as SVG. Pure: knows days and words, no rows, no requests. The list beside it says the same.

One band for each pilot, its name above: planned dashed, inviting an outline, under way filled, closed filled with an end.
Cycles are strokes on the band, the check half way a diamond; a dotted rest is time that was planned and not needed.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

MOST = 40
WIDTHS = {"wide": 880, "narrow": 300}
SIDE = 14  # beside the first and the last day
ROW, BAND, HEAD, FOOT = 50, 16, 34, 8
LETTER = 8.2  # the breadth of an average letter of a name
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months from one line to the next
ROOM = 74  # between two lines, at least


@dataclass(frozen=True)
class Band:
    """One pilot. `look` is planned, inviting, running or closed; `ended` is set where it was closed before `until`."""

    title: str
    look: str
    begin: date
    until: date
    url: str = ""
    words: str = ""
    ended: date | None = None
    midpoint: date | None = None
    cycles: tuple[date, ...] = ()

    @property
    def last(self) -> date:
        return max(self.begin, self.until, self.ended or self.until)


def draw(bands, today: date, form: str = "wide", name: str = "timeline") -> SafeString:
    """An inline SVG, "" where there is nothing. `form` is wide or narrow."""
    bands = tuple(bands)[:MOST]
    if not bands:
        return SafeString("")
    scale = Scale(bands, today, WIDTHS[form])
    height = HEAD + ROW * len(bands) + FOOT
    inside = [*lines(scale, height), now_line(scale, today, height)]
    inside += [row(band, scale, HEAD + place * ROW) for place, band in enumerate(bands)]
    title = _("The pilots of the team, in time")
    svg = (
        f'<svg class="timeline is-{form}" role="group" aria-labelledby="{name}-{form}-title" '
        f'viewBox="0 0 {scale.width} {height}" width="{scale.width}" height="{height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-{form}-title">{escape(title)}</title>{"".join(inside)}</svg>'
    )
    return mark_safe(svg)  # noqa: S308 - numbers of ours; every word is escaped


class Scale:
    """From days to places from left to right."""

    def __init__(self, bands, today, width):
        first = min(*(band.begin for band in bands), today)
        last = max(*(band.last for band in bands), today)
        self.first, self.days, self.width = first, max((last - first).days, 28), width

    @property
    def last(self) -> date:
        return self.first + timedelta(self.days)

    def x(self, day: date) -> float:
        return round(SIDE + (self.width - 2 * SIDE) * (day - self.first).days / self.days, 1)

    def months(self) -> list[date]:
        """First days of months with room between them; of years where the time is long."""
        fits = max(2, (self.width - 2 * SIDE) // ROOM)
        months = self.days / 30.4
        step = next((one for one in STEPS if months / one <= fits), STEPS[-1])
        number = self.first.year * 12 + self.first.month - 1
        number += -number % step
        found = []
        while number // 12 <= 9999 and (day := date(number // 12, number % 12 + 1, 1)) <= self.last:
            if day >= self.first:
                found.append(day)
            number += step
        return found


def lines(scale, height):
    """The grid: a line for each month, or every few, with its name."""
    found = []
    for day in scale.months():
        x = scale.x(day)
        anchor = "end" if x > scale.width - 60 else "start"
        label = date_format(day, "M Y") if scale.days < 3000 else str(day.year)
        found.append(
            f'<path class="timeline-line" d="M{x} 20V{height}"/>'
            f'<text class="timeline-when" x="{x}" y="14" text-anchor="{anchor}">{escape(label)}</text>'
        )
    return found


def now_line(scale, today, height) -> str:
    x = scale.x(today)
    label = escape(_("today"))
    anchor = "end" if x > scale.width / 2 else "start"
    beside = -4 if anchor == "end" else 4
    return (
        f'<g class="timeline-today"><path d="M{x} 20V{height}"/>'
        f'<text x="{x + beside}" y="30" text-anchor="{anchor}">{label}</text></g>'
    )


def row(band, scale, top) -> str:
    """The name, and below it the band."""
    start, end = scale.x(band.begin), scale.x(band.ended or band.until)
    y = top + 26
    fits = int((scale.width - 2 * SIDE) / LETTER)
    title = band.title if len(band.title) <= fits else f"{band.title[: fits - 1].rstrip()}…"
    x = min(start, max(SIDE, round(scale.width - SIDE - len(title) * LETTER, 1)))
    drawn = [f'<text class="timeline-name" x="{x}" y="{top + 18}">{escape(title)}</text>']
    if band.ended and band.ended < band.until:
        drawn.append(f'<path class="timeline-rest" d="M{end} {y + BAND / 2}H{scale.x(band.until)}"/>')
    breadth = round(max(end - start, 6), 1)
    drawn.append(f'<rect class="timeline-band" x="{start}" y="{y}" width="{breadth}" height="{BAND}" rx="3"/>')
    inside = [scale.x(day) for day in band.cycles if band.begin <= day <= band.last]
    drawn += [f'<path class="timeline-cycle" d="M{x} {y + 3}v{BAND - 6}"/>' for x in inside]
    if band.midpoint:
        drawn.append(f'<path class="timeline-half" d="M{scale.x(band.midpoint)} {y - 1}l9 9-9 9-9-9z"/>')
    if band.look == "closed":
        drawn.append(f'<path class="timeline-end" d="M{round(start + breadth, 1)} {y - 4}v{BAND + 8}"/>')
    said = f"<title>{escape(': '.join(filter(None, (band.title, band.words))))}</title>"
    inner = f'<g class="timeline-pilot is-{band.look}">{said}{"".join(drawn)}</g>'
    return f'<a href="{escape(band.url)}">{inner}</a>' if band.url else inner
