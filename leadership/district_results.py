"""What a district may know of the rounds its schools released: how many schools stand where, and never one school. Knows rows.

Schools are counted in fives, in the order in which they first released, and five are counted anew once each of them has released
again: were a school added or changed by itself, the change would be that school. Where one takes back, its five are not told.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .guides import conditions
from .levels import Level
from .models import AssessmentRound
from .privacy import FEWEST, HALVES, Band, band
from .result_words import SHARES


@dataclass(frozen=True)
class ConditionAcrossSchools:
    """One condition: the share of schools in the lower and in the upper half of the levels, in words."""

    label: str
    schools: int
    low: Band
    high: Band

    @property
    def cells(self) -> list[tuple[str, str]]:
        names = [str(label) for label in Level.labels]
        pairs = [" · ".join(names[first - 1 : last]) for first, last in HALVES]
        return list(zip(pairs, (str(SHARES[self.low]), str(SHARES[self.high])), strict=True))

    @property
    def sentence(self) -> str:
        if self.high is Band.MOST:
            said = _("%(condition)s: in more than half of %(schools)s schools the middle is steady or more.")
        elif self.low is Band.MOST:
            said = _("%(condition)s: in more than half of %(schools)s schools the middle is below steady.")
        else:
            said = _("%(condition)s: of %(schools)s schools, as many are below steady as are there or beyond.")
        return said % {"condition": self.label, "schools": self.schools}


def across_schools(district) -> list[ConditionAcrossSchools]:
    """Of each condition for which five schools or more have released a round. Empty where there are not yet enough."""
    found = AssessmentRound.objects.filter(team__school__district=district, released_at__isnull=False)
    figures = {}
    for school, released in found.order_by("released_at", "pk").values_list("team__school", "released_figures"):
        for key, figure in released.items():
            figures.setdefault(key, {}).setdefault(school, []).append(figure)
    told = [counted(guide.label, list(figures.get(guide.key, {}).values())) for guide in conditions()]
    return [one for one in told if one.schools]


def counted(label, figures) -> ConditionAcrossSchools:
    """`figures`: of each school all that it released, the first one first; None where it was taken back."""
    fives = [figures[start : start + FEWEST] for start in range(0, len(figures) // FEWEST * FEWEST, FEWEST)]
    same_time = [[one[min(map(len, five)) - 1] for one in five] for five in fives]
    latest = [figure for five in same_time if None not in five for figure in five]
    high = sum(figure >= Level.STEADY for figure in latest)
    return ConditionAcrossSchools(label, len(latest), band(len(latest) - high, len(latest)), band(high, len(latest)))
