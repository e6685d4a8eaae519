"""Draws a run chart as SVG, the same for page, print, PDF and file. Pure: knows a chart, nothing of where it came from.

The sentence is its title. Lines differ by their dashes, points that a sentence is about wear a ring: colour only helps.
"""

from functools import cached_property
from textwrap import shorten

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from visioning.theory.drawing_look import FAMILY, plain
from visioning.theory.letters import as_seen, runs_leftward, width, wrap

from .run_chart_key import key_of
from .run_chart_look import DASHES, ChartPen
from .run_chart_numbers import day_words, middle_words, number_words, with_unit
from .run_chart_places import CIRCLES, FORMS, RADIUS, Plot, apart, line_through, stacked
from .run_chart_words import run_meant

ALONE = ("print", "file")
HOVERED = 60  # points that say their day and number under a pointer


def draw(chart, form: str = "wide", *, name: str = "run-chart") -> SafeString:
    """An inline SVG with the chart's sentence as its title ("" where nothing was observed). `name` keeps its ids apart.

    wide and narrow for pages, small for one of several groups, spark for a list; print for paper, with its own colours; file
    stands alone, with title, sentence and the words of its signs.
    """
    if not chart.points:
        return SafeString("")
    return _Drawing(chart, form, name).whole()


class _Drawing:
    def __init__(self, chart, form, name):
        self.chart, self.form, self.name = chart, form, name
        self.pen = ChartPen(form in ALONE)
        self.size = FORMS[form].size
        self.names = self._names() if FORMS[form].named else []
        gutter = max((width(words, self.size) for _value, words in self.names), default=0) + 10 if self.names else 0
        self.plot = Plot(chart, FORMS[form], self._head_height(), gutter)

    def _head_height(self) -> float:
        """Above the plot: what the numbers are counted in, and the phases where there are several."""
        if not self.size:
            return 0
        return self.size * (1.7 + (1.6 if len(self.chart.phases) > 1 else 0))

    def whole(self) -> SafeString:
        if self.form == "spark":
            inside = self._points_line() + self._middles() + self._last_point()
            return self._svg(inside, FORMS["spark"].height)
        lines = [self._target(), self._middles(), self._points_line()]
        if len(self.plot.places) > CIRCLES:  # so many would hide the lines
            lines.reverse()
        inside = [self._before(), self._grid(), self._phases(), *lines]
        inside += [self._points(), self._rings(), self._signs(), self._along(), self._named()]
        key, height = key_of(self)
        inside.append(key)
        if self.form == "file":
            return self._file("".join(inside), height)
        return self._svg("".join(inside), height)

    # --- frame -----------------------------------------------------------------------------------------------------
    def _svg(self, inside, height, top: float = 0, description="") -> SafeString:
        wide = FORMS[self.form].width
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 {-top:g} {wide} {height + top:g}",
            "width": f"{wide}",
            "height": f"{height + top:g}",
            "role": "img",
            "aria-labelledby": f"{self.name}-title",
        }
        if self.pen.alone:
            attributes |= {"font-family": FAMILY}
        else:
            attributes["class"] = f"run-chart is-{self.form}"
        if description:
            attributes |= {"xml:lang": get_language() or "en", "aria-describedby": f"{self.name}-desc"}
        written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
        title = escape(plain(self.chart.short_sentence if self.form == "spark" else self.chart.sentence))
        svg = f'<svg{written}><title id="{self.name}-title">{title}</title>{description}{inside}</svg>'
        return mark_safe(svg)  # noqa: S308 - numbers and fixed words; everything people wrote is escaped by the pen

    def _file(self, inside, height) -> SafeString:
        """With everything said that a page would say around it."""
        room, line = FORMS["file"].width - 16, self.size * 1.45
        above = wrap(self.chart.sentence, self.size, room)
        top = line * (len(above) + 1)
        drawn = [
            self.words("run-chart-label", 8, -top + line * place, self.size, words)
            for place, words in enumerate(above, 1)
        ]
        below = []
        for said in [*(f"{sign.number}  {sign.said}" for sign in self.chart.signs), *self.chart.comparisons]:
            below += wrap(said, self.size, room)
        drawn += [
            self.words("run-chart-label", 8, height + line * place, self.size, words)
            for place, words in enumerate(below, 1)
        ]
        height += line * (len(below) + 0.5)
        rows = "\n".join(f"{row.day}: {row.value}. {row.group} {row.note}".strip() for row in self.chart.rows)
        said = escape(plain("\n".join([*self.chart.comparisons, *(sign.said for sign in self.chart.signs), rows])))
        paper = f'<rect y="{-top:g}" width="100%" height="100%" fill="#ffffff"/>'
        description = f'<desc id="{self.name}-desc">{said}</desc>{paper}'
        return self._svg("".join(drawn) + inside, height, top, description)

    def words(self, look, x, y, size, words, **attributes) -> str:
        leftward = runs_leftward(words)
        if self.form in ALONE:
            words = as_seen(words, leftward) if self.form == "print" else words
        elif leftward:
            words = f"\u2067{words}\u2069"
        return self.pen.words(look, float(x), float(y), float(size), words, **attributes)

    def path(self, look, d, **attributes) -> str:
        return self.pen.element("path", look, d=d, **attributes)

    # --- behind the points -----------------------------------------------------------------------------------------
    def _before(self) -> str:
        """The time whose middle is frozen lies on a tinted ground."""
        first = self.chart.phases[0]
        if not first.before:
            return ""
        plot = self.plot
        end = self._end_of_before()
        return self.pen.element(
            "rect", "run-chart-before", x=plot.left, y=plot.top, width=end - plot.left, height=plot.bottom - plot.top
        )

    def _end_of_before(self) -> float:
        """Halfway to the point after it."""
        first, places = self.chart.phases[0], self.plot.places
        if first.before >= len(places):
            return self.plot.right
        return (places[first.before - 1][0] + places[first.before][0]) / 2

    def _grid(self) -> str:
        plot, drawn = self.plot, []
        for number, tick in enumerate(plot.ticks):
            y = plot.y(tick.at)
            look = "run-chart-grid" if number else "run-chart-ground"
            drawn.append(self.path(look, f"M{plot.left:.1f} {y:.1f}H{plot.right:.1f}"))
            drawn.append(
                self.words(
                    "run-chart-axis", plot.left - 6, y + self.size * 0.35, self.size, tick.words, text_anchor="end"
                )
            )
        unit = self.chart.unit
        caption = ", ".join(words for words in (unit, plot.counted) if words)
        if caption:
            room = int((plot.right - 2) / self.size * 1.9)
            caption = shorten(caption, room, placeholder="…")
            drawn.append(self.words("run-chart-axis", 2, self.size, self.size, caption))
        return "".join(drawn)

    def _phases(self) -> str:
        """A dashed line where the middle line is counted anew, and over each phase what its middle is."""
        if len(self.chart.phases) < 2:
            return ""
        plot, drawn = self.plot, []
        y = plot.top - RADIUS - self.size * 0.3
        for phase in self.chart.phases:
            start, end = plot.between(phase)
            if phase.number > 1:
                way = f"M{start:.1f} {y - self.size:.1f}V{plot.bottom:.1f}"
                drawn.append(self.path("run-chart-phase", way, stroke_dasharray=DASHES["phase"]))
            for words in (_("Middle %(middle)s"), "%(middle)s"):
                words = words % {"middle": middle_words(phase.median)}
                if width(words, self.size) + 8 <= end - start:
                    drawn.append(self.words("run-chart-axis", start + 6, y, self.size, words))
                    break
        return "".join(drawn)

    # --- lines -----------------------------------------------------------------------------------------------------
    def _middles(self) -> str:
        plot, drawn = self.plot, []
        for phase in self.chart.phases:
            (start, end), y = plot.between(phase), plot.y(float(phase.median))
            frozen = min(end, self._end_of_before()) if phase.before else end
            drawn.append(self.path("run-chart-middle", f"M{start:.1f} {y:.1f}H{frozen:.1f}"))
            if frozen < end:
                way = f"M{frozen:.1f} {y:.1f}H{end:.1f}"
                drawn.append(self.path("run-chart-middle", way, stroke_dasharray=DASHES["carried"]))
        return "".join(drawn)

    def _target(self) -> str:
        if self.chart.target is None:
            return ""
        y = self.plot.y(float(self.chart.target))
        way = f"M{self.plot.left:.1f} {y:.1f}H{self.plot.right:.1f}"
        return self.path("run-chart-target", way, stroke_dasharray=DASHES["target"])

    def _points_line(self) -> str:
        places = self.plot.places
        lines = [line_through(places[phase.start : phase.stop]) for phase in self.chart.phases]
        return self.path("run-chart-line", "".join(lines))

    def _names(self) -> list[tuple[float, str]]:
        """Words at the right end of lines: (value, words)."""
        found = [
            (float(self.chart.now.median), _("Middle %(middle)s") % {"middle": middle_words(self.chart.now.median)})
        ]
        if self.chart.target is not None:
            target = _("Target %(target)s") % {"target": number_words(self.chart.target)}
            found.append((float(self.chart.target), target))
        return found

    def _named(self) -> str:
        plot = self.plot
        heights = apart([plot.y(value) for value, _words in self.names], self.size * 1.25, plot.top, plot.bottom)
        return "".join(
            self.words("run-chart-label", plot.right + 6, y + self.size * 0.35, self.size, words)
            for y, (_value, words) in zip(heights, self.names, strict=True)
        )

    # --- points ----------------------------------------------------------------------------------------------------
    def _points(self) -> str:
        if len(self.plot.places) > CIRCLES:
            return ""
        radius = 3.5 if len(self.plot.places) <= HOVERED else 2.5
        said = self.form == "wide" and len(self.plot.places) <= HOVERED
        drawn = []
        for (x, y), point in zip(self.plot.places, self.chart.points, strict=True):
            inside = None
            if said:
                words = f"{day_words(point.on)}: {with_unit(point.value, self.chart.unit)}"
                inside = f"<title>{escape(plain(words))}</title>"
            drawn.append(self.pen.element("circle", "run-chart-point", inside, cx=x, cy=y, r=radius))
        return "".join(drawn)

    def _last_point(self) -> str:
        x, y = self.plot.places[-1]
        return self.pen.element("circle", "run-chart-point", cx=x, cy=y, r=3)

    @cached_property
    def ringed(self) -> list[int]:
        """The points that the sentence about a shift is about."""
        phase = self.chart.now
        if not phase.analysis.shift or len(self.plot.places) > CIRCLES:
            return []
        run = run_meant(phase.analysis)
        found = range(phase.start + run.start, phase.start + run.stop + 1)
        return [place for place in found if self.chart.points[place].value != phase.median]

    def _rings(self) -> str:
        ring = 6.5 if len(self.plot.places) <= HOVERED else 5
        return "".join(
            self.pen.element("circle", "run-chart-ring", cx=x, cy=y, r=ring)
            for x, y in (self.plot.places[place] for place in self.ringed)
        )

    def _signs(self) -> str:
        if self.form == "small":
            return ""
        signs, stems = [], []
        for sign, (x, y, px, py) in zip(self.chart.signs, stacked(self.chart.signs, self.plot), strict=True):
            stems.append(self.path("run-chart-stem", f"M{x:.1f} {y:.1f}L{px:.1f} {py:.1f}"))
            signs.append(self.sign(sign.number, x, y))
        return "".join(stems + signs)

    def sign(self, number, x, y) -> str:
        size = 12 if number < 10 else 10.5
        words = self.words("run-chart-sign-number", x, y + size * 0.36, size, str(number), text_anchor="middle")
        return self.pen.element("circle", "run-chart-sign", cx=x, cy=y, r=RADIUS) + words

    def _along(self) -> str:
        """The days, and the years below them."""
        plot, drawn, last = self.plot, [], -1e9
        for tick in plot.days:
            x = plot.x_of_tick(tick)
            half = width(tick.words, self.size) / 2
            at = min(max(x, half + 1), FORMS[self.form].width - half - 1)
            drawn.append(self.path("run-chart-ground", f"M{x:.1f} {plot.bottom:.1f}v5"))
            if at - half < last:
                continue
            last = at + half + 6
            y = plot.bottom + self.size * 1.35
            drawn.append(self.words("run-chart-axis", at, y, self.size, tick.words, text_anchor="middle"))
            if tick.below:
                y += self.size * 1.2
                drawn.append(self.words("run-chart-axis", at, y, self.size, tick.below, text_anchor="middle"))
        return "".join(drawn)
