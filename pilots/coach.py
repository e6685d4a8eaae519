"""Which of four features of good testing a pilot has so far, in words. Pure: knows facts alone, no queries. Never a score.

The four, and what counts as having one, after the framework in table 1 of Knudsen et al. 2019 (BMC Health Services Research
19:683): two cycles of which one builds on the other; three or more data points in a row; smaller than the whole; a stated
theory. Of 72 projects that wrote down their cycles three had all four. How much is small in a school is our own guess.

For a list of pilots: `coach_facts.with_coach_facts(pilots)` brings the facts in the same query, `line_of(pilot)` says them.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .run_chart_numbers import number_words

CYCLES, DATA, SCALE, THEORY = FEATURES = ("cycles", "data", "scale", "theory")
ENOUGH_POINTS = 3
# No more than a few colleagues can keep in view. Nobody learns less from a small test; a large one hurts more when it fails.
SMALL = {"classes": 4, "teachers": 5, "students": 100, "meetings": 6, "days": 15}


@dataclass(frozen=True)
class Facts:
    """What there is of one pilot. `later` builds on `earlier`: numbers of cycles, the latest such pair."""

    cycles: int = 0
    later: int | None = None
    earlier: int | None = None
    points: int = 0  # days on which one measure was noted, the one with the most
    scope_count: int | None = None  # with how many the first cycle that says so is tested
    scope_unit: str = ""
    arrows: int = 0  # of theories, that the pilot tests
    open: int | None = None  # the number of the cycle that is not closed


class Feature(NamedTuple):
    name: str
    has: bool
    words: str


def coach_of(facts: Facts) -> tuple[Feature, ...]:
    """The four, always in the same order."""
    return (
        Feature(CYCLES, facts.later is not None, cycles_words(facts)),
        Feature(DATA, facts.points >= ENOUGH_POINTS, data_words(facts)),
        Feature(SCALE, is_small(facts), scale_words(facts)),
        Feature(THEORY, facts.arrows > 0, theory_words(facts)),
    )


def line_of(pilot) -> str:
    """All four in one sentence. The pilot comes with its facts, see above."""
    return sentence_of(coach_of(facts_of(pilot)))


def facts_of(pilot) -> Facts:
    return Facts(**pilot.coach_facts)


def sentence_of(features) -> str:
    return capfirst(_("%(words)s.") % {"words": "; ".join(feature.words for feature in features)})


def cycles_words(facts) -> str:
    if facts.later is not None:
        return _("cycle %(later)s builds on cycle %(earlier)s") % {"later": facts.later, "earlier": facts.earlier}
    if not facts.cycles:
        return _("no cycle yet")
    words = ngettext("one cycle so far", "%(count)s cycles, none builds on another yet", facts.cycles)
    return words % {"count": facts.cycles}


def data_words(facts) -> str:
    if not facts.points:
        return _("no data points yet")
    return ngettext("one data point so far", "%(count)s data points so far", facts.points) % {
        "count": number_words(facts.points)
    }


def is_small(facts) -> bool:
    return bool(facts.scope_count) and facts.scope_count <= SMALL.get(facts.scope_unit, 0)


def scale_words(facts) -> str:
    if not facts.scope_count or facts.scope_unit not in SMALL:
        return _("not said yet with how many it is tested")
    scope = scope_words(facts.scope_count, facts.scope_unit)
    if is_small(facts):
        return _("tested with %(scope)s") % {"scope": scope}
    return _("tested with %(scope)s, which is a lot for a first test") % {"scope": scope}


def scope_words(count, unit) -> str:
    """3, "classes" → "3 classes"."""
    words = {
        "classes": ngettext("%(count)s class", "%(count)s classes", count),
        "teachers": ngettext("%(count)s teacher", "%(count)s teachers", count),
        "students": ngettext("%(count)s student", "%(count)s students", count),
        "meetings": ngettext("%(count)s meeting", "%(count)s meetings", count),
        "days": ngettext("%(count)s day", "%(count)s days", count),
    }
    return words[unit] % {"count": count}


def theory_words(facts) -> str:
    if not facts.arrows:
        return _("no link to the theory yet")
    return ngettext("tests an arrow of the theory", "tests %(count)s arrows of the theory", facts.arrows) % {
        "count": facts.arrows
    }
