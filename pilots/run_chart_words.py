"""A run chart in plain words: first on the page, whole in the plan, and what a picture is called. Knows no database and no picture.

Never a proof and never a cause: a signal says that chance alone would seldom bring this, and no more than that.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .run_chart_numbers import day_words, middle_words, number_words, with_unit
from .run_charts import ENOUGH, median_of

MOST_NAMED = 12  # groups in a sentence


class RowWords(NamedTuple):
    """One observation in a table."""

    on: object
    day: str
    value: str
    beside: str
    group: str
    note: str


def row_of(chart, one) -> RowWords:
    return RowWords(
        one.on, day_words(one.on), number_words(one.value), beside(chart, one.on, one.value), one.group, one.note
    )


def beside(chart, day, value) -> str:
    """Where it lies, for those who do not see it."""
    phase = chart.phase_on(day)
    if phase is None:
        return ""
    if value == phase.median:
        return _("on the middle line")
    return _("above") if value > phase.median else _("below")


# --- the sentence ------------------------------------------------------------------------------------------------------


def sentence_of(chart) -> str:
    """What was measured, how often and since when, the middle beside target and time before, and what it means."""
    if not chart.points:
        return _("%(title)s: nothing has been noted yet.") % {"title": chart.title}
    return " ".join([first_of(chart), *meaning_of(chart)])


def short_sentence_of(chart) -> str:
    """For lists: how many, the middle, and in a few words what it means."""
    if not chart.points:
        return _("Nothing has been noted yet.")
    count = len(chart.seen)
    said = ngettext(
        "%(count)s observation; the middle is %(middle)s.", "%(count)s observations; the middle is %(middle)s.", count
    ) % {"count": number_words(count), "middle": with_unit(chart.now.median, chart.unit, middle_words)}
    analysis = chart.now.analysis
    if analysis.too_early:
        return f"{said} {_('Too early to tell a change from chance.')}"
    if analysis.signal:
        return f"{said} {_('Something may have changed: more than chance would usually bring.')}"
    return f"{said} {_('Nothing tells of a change yet.')}"


def first_of(chart) -> str:
    parts = [observed(chart), *middles(chart)]
    if chart.target is not None:
        parts.append(_("the target is %(target)s") % {"target": with_unit(chart.target, chart.unit)})
    return f"{'; '.join(parts)}."


def observed(chart) -> str:
    """Drafts shared: 14 observations from … to …"""
    count, first, last = len(chart.seen), chart.points[0].on, chart.points[-1].on
    said = {"title": chart.title, "count": number_words(count), "first": day_words(first), "last": day_words(last)}
    if first == last:
        return (
            ngettext(
                "%(title)s: %(count)s observation on %(first)s", "%(title)s: %(count)s observations on %(first)s", count
            )
            % said
        )
    return (
        ngettext(
            "%(title)s: %(count)s observation from %(first)s to %(last)s",
            "%(title)s: %(count)s observations from %(first)s to %(last)s",
            count,
        )
        % said
    )


def counted(chart, count: int) -> str:
    """So many of what is drawn: observations, or days where several groups are taken together."""
    if chart.mixed:
        words = ngettext("%(count)s day", "%(count)s days", count)
    else:
        words = ngettext("%(count)s observation", "%(count)s observations", count)
    return words % {"count": number_words(count)}


def middles(chart):
    """The middle line that counts now, and where it comes from."""
    phase = chart.now
    said = {"middle": with_unit(phase.median, chart.unit, middle_words)}
    if len(chart.phases) > 1:
        before = chart.phases[-2]
        said |= {"day": day_words(phase.from_on), "before": with_unit(before.median, chart.unit, middle_words)}
        yield _("the middle is %(middle)s since %(day)s and was %(before)s before that") % said
    elif phase.before:
        until = chart.points[phase.start + phase.before - 1].on
        said |= {"counted": counted(chart, phase.before), "day": day_words(until)}
        yield _("the middle of the time before is %(middle)s (%(counted)s, the last on %(day)s)") % said
    elif len(chart.points) == 1:
        yield _("it is %(middle)s") % said
    elif not phase.analysis.useful:
        yield _("all are the same: %(middle)s") % said
    else:
        yield _("the middle is %(middle)s") % said


def meaning_of(chart):
    """What the signals say, in whole sentences."""
    analysis = chart.now.analysis
    if analysis.too_early:
        yield too_early_words(chart)
        return
    if not analysis.signal:
        yield _("They move around the middle line as chance would have it: nothing here tells yet of a change.")
        return
    if analysis.shift:
        yield shift_words(chart)
    if analysis.few_crossings:
        yield crossings_words(analysis)
    yield _("Something may have changed; a chart cannot say what.")


def too_early_words(chart) -> str:
    if chart.now.analysis.count >= ENOUGH and not chart.now.analysis.useful:
        return _("None lies above or below the middle line, so there is nothing to tell a change by.")
    said = {"needed": number_words(chart.now.analysis.needed), "enough": counted(chart, ENOUGH)}
    if len(chart.phases) > 1:
        words = _(
            "Since then it is too early to tell a change from chance: that takes %(enough)s that are not on the "
            "middle line, so at least %(needed)s more."
        )
    else:
        words = _(
            "It is too early to tell a change from chance: that takes %(enough)s that are not on the middle line, "
            "so at least %(needed)s more."
        )
    return words % said


def run_meant(analysis):
    """The run that a sentence about a shift is about: the newest where it is long enough itself."""
    return analysis.last_run if analysis.last_run.length > analysis.longest_run_limit else analysis.run


def shift_words(chart) -> str:
    phase = chart.now
    run = run_meant(phase.analysis)
    said = {
        "count": number_words(run.length),
        "first": day_words(chart.points[phase.start + run.start].on),
        "last": day_words(chart.points[phase.start + run.stop].on),
        "hoped": hoped(chart, run.above),
    }
    if run == phase.analysis.last_run:
        if run.above:
            words = _("The last %(count)s stayed above the middle line: more than chance would usually bring%(hoped)s.")
        else:
            words = _("The last %(count)s stayed below the middle line: more than chance would usually bring%(hoped)s.")
    elif run.above:
        words = _(
            "From %(first)s to %(last)s, %(count)s in a row stayed above the middle line: more than chance would usually "
            "bring%(hoped)s."
        )
    else:
        words = _(
            "From %(first)s to %(last)s, %(count)s in a row stayed below the middle line: more than chance would usually "
            "bring%(hoped)s."
        )
    return words % said


def hoped(chart, above: bool) -> str:
    """The end of the sentence about a run."""
    if chart.direction not in ("up", "down"):
        return ""
    if above == (chart.direction == "up"):
        return _(", and in the direction you hope for")
    return _(", and not in the direction you hope for")


def crossings_words(analysis) -> str:
    said = {"count": number_words(analysis.crossings), "limit": number_words(analysis.crossings_limit)}
    if not analysis.crossings:
        return _("The line never crosses the middle; chance would usually bring %(limit)s times or more.") % said
    return (
        ngettext(
            "The line crosses the middle only once; chance would usually bring %(limit)s times or more.",
            "The line crosses the middle only %(count)s times; chance would usually bring %(limit)s times or more.",
            analysis.crossings,
        )
        % said
    )


# --- before and after --------------------------------------------------------------------------------------------------


def comparisons_of(chart) -> tuple[str, ...]:
    """Each middle beside the one before it."""
    found = []
    for one, other in zip(chart.phases, chart.phases[1:], strict=False):
        said = {
            "day": day_words(other.from_on),
            "before": with_unit(one.median, chart.unit, middle_words),
            "after": with_unit(other.median, chart.unit, middle_words),
            "difference": difference(chart, one.median, other.median),
        }
        found.append(_("Before %(day)s the middle was %(before)s, from then on %(after)s: %(difference)s.") % said)
    first = chart.phases[0] if chart.phases else None
    if first and first.before and first.before < first.stop:
        later = median_of([point.value for point in chart.points[first.before : first.stop]])
        said = {
            "before": with_unit(first.median, chart.unit, middle_words),
            "after": with_unit(later, chart.unit, middle_words),
            "difference": difference(chart, first.median, later),
        }
        found.insert(
            0,
            _("In the time before the middle was %(before)s; of those after it, it is %(after)s: %(difference)s.")
            % said,
        )
    return tuple(found)


def difference(chart, before, after) -> str:
    if before == after:
        return _("the same")
    by = middle_words(abs(after - before))
    words = _("higher by %(by)s") if after > before else _("lower by %(by)s")
    return words % {"by": by} + hoped(chart, after > before)


# --- around it ---------------------------------------------------------------------------------------------------------


def cycle_begins(cycle) -> str:
    return _("Cycle %(number)s begins: %(idea)s") % {"number": number_words(cycle.number), "idea": cycle.idea}


def noted(one) -> str:
    return f"{one.group}: {one.note}" if one.group else one.note


def about_signs(chart) -> str:
    if not chart.signs_left:
        return ""
    return ngettext(
        "%(count)s older note is in the table only.", "%(count)s older notes are in the table only.", chart.signs_left
    ) % {"count": number_words(chart.signs_left)}


def about_groups(chart) -> str:
    """What is done with observations of several groups."""
    if not chart.mixed:
        return ""
    said = [
        _("Several groups are in this chart. Where they noted several numbers on one day, the point is their middle.")
    ]
    if chart.groups:
        said.append(_("Below, each group has a chart of its own, all on one scale."))
    if chart.groups_left:
        names = ", ".join(chart.groups_left[:MOST_NAMED])
        more = len(chart.groups_left) - MOST_NAMED
        if more > 0:
            said.append(
                _("Without a chart of their own: %(names)s and %(count)s more.")
                % {"names": names, "count": number_words(more)}
            )
        else:
            said.append(_("Without a chart of their own: %(names)s.") % {"names": names})
    return " ".join(said)
