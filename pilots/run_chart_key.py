"""The key under a run chart: what its lines and signs mean. Only those that it uses and that have no name beside them. Pure."""

from django.utils.translation import gettext as _

from visioning.theory.letters import width

from .run_chart_look import DASHES
from .run_chart_numbers import middle_words, number_words
from .run_chart_places import FORMS

LINE, SAMPLE, BETWEEN = 22, 34, 18  # height of a line of the key, width of a sample, room between two


def entries(drawing):
    """(sample, words)"""
    chart = drawing.chart
    if not drawing.names:
        yield "middle", _("Middle %(middle)s") % {"middle": middle_words(chart.now.median)}
        if chart.target is not None:
            yield "target", _("Target %(target)s") % {"target": number_words(chart.target)}
    if chart.phases[0].before:
        yield "before", _("Time before")
        if chart.phases[0].before < chart.phases[0].stop:
            yield "carried", _("Its middle, carried on")
    if drawing.ringed:
        yield "ring", _("In a row on one side")
    if chart.signs and drawing.form != "small":
        yield "sign", _("See the list")


def key_of(drawing) -> tuple[str, float]:
    """The key as SVG, and how tall the picture is with it."""
    form = FORMS[drawing.form]
    x, y, drawn = 2.0, form.height + 12.0, []
    for sample, words in entries(drawing):
        wide = SAMPLE + width(words, form.size)
        if x > 2 and x + wide > form.width:
            x, y = 2.0, y + LINE
        drawn.append(_sample(drawing, sample, x, y))
        drawn.append(drawing.words("run-chart-axis", x + SAMPLE, y + form.size * 0.35, form.size, words))
        x += wide + BETWEEN
    if not drawn:
        return "", form.height
    return drawing.pen.element("g", "", "".join(drawn), aria_hidden="true"), y + LINE / 2


def _sample(drawing, sample, x, y) -> str:
    pen = drawing.pen
    if sample == "before":
        return pen.element("rect", "run-chart-before", x=x, y=y - 7, width=26, height=14)
    if sample == "ring":
        point = pen.element("circle", "run-chart-point", cx=x + 13, cy=y, r=3.5)
        return point + pen.element("circle", "run-chart-ring", cx=x + 13, cy=y, r=6.5)
    if sample == "sign":
        return drawing.sign(1, x + 13, y)
    look = "run-chart-target" if sample == "target" else "run-chart-middle"
    dashes = {"stroke_dasharray": DASHES[sample]} if sample in DASHES else {}
    return drawing.path(look, f"M{x:g} {y:g}h26", **dashes)
