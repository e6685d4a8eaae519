"""The words of an alignment check: its rule, its verdict, its table. Pure: knows levels, counts and what may be shown."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from leadership.privacy import FULL, Band, How, Shown

GROUPS = ((4, 5), (3, 3), (1, 2))  # best first, as in the table

SHARES = (
    (100, gettext_lazy("All")),
    (90, gettext_lazy("Nine in ten")),
    (80, gettext_lazy("Four in five")),
    (75, gettext_lazy("Three in four")),
    (67, gettext_lazy("Two in three")),
    (50, gettext_lazy("Half")),
)
FLOORS = (
    (3, gettext_lazy("can at least live with it")),
    (4, gettext_lazy("can at least work toward it")),
)
# 5 and 4 are not offered: "nobody below 5" would tell what everybody answered.
LOWESTS = (
    (1, gettext_lazy("No such line: the share alone counts")),
    (2, gettext_lazy("Nobody says “I cannot work toward it yet”")),
    (3, gettext_lazy("Nobody says “I cannot work toward it yet” or “Something must change first”")),
)
BANDS = {
    Band.FEW: gettext_lazy("nobody or few"),
    Band.HALF: gettext_lazy("just under half, or half"),
    Band.MOST: gettext_lazy("more than half, or all"),
}


@dataclass(frozen=True)
class Verdict:
    """What the rule, set before anybody answered, makes of the answers."""

    share: bool
    lowest: bool
    answers: bool

    @property
    def enough(self) -> bool:
        return self.share and self.lowest and self.answers


def verdict(check, levels) -> Verdict:
    at_ease = sum(level >= check.floor for level in levels)
    return Verdict(
        share=bool(levels) and at_ease * 100 >= check.share * len(levels),
        lowest=all(level >= check.lowest for level in levels),
        answers=len(levels) >= check.answers_needed,
    )


def rule_sentence(check) -> str:
    """The team's own rule, in a sentence."""
    share, floor = dict(SHARES).get(check.share, f"{check.share} %"), dict(FLOORS)[check.floor]
    parts = [_("%(share)s of those who answer %(can)s") % {"share": share, "can": floor}]
    if check.lowest > 1:
        parts.append(str(dict(LOWESTS)[check.lowest]))
    parts = [part[:1].lower() + part[1:] for part in parts]
    needed = ngettext("at least one person answers", "at least %(count)s people answer", check.answers_needed)
    parts.append(needed % {"count": check.answers_needed})
    return _("Enough to start means: %(parts)s.") % {"parts": get_text_list(parts, _("and"))}


def sentence(check, shown: Shown, found: Verdict) -> str:
    """What the result means: first what people said, then what the rule says. Never that anything is approved."""
    if shown.how is How.NOTHING:
        if not shown.answers:
            return _("Nobody answered. Not yet.")
        few = _("Fewer than five people answered, so nothing of their answers is shown.")
        return f"{few} {_('Not yet, by the rule you chose.')}"
    told = {How.FULL: told_in_full, How.BANDS: told_in_bands, How.NEARLY_ALL: told_as_one}[shown.how](check, shown)
    return f"{told} {verdict_sentence(check, shown, found)}"


def verdict_sentence(check, shown: Shown, found: Verdict) -> str:
    if found.enough:
        return _("Enough to start, by the rule you chose.")
    missing = []
    if not found.share:
        missing.append(_("too few are that far"))
    if not found.lowest:
        missing.append(
            _("somebody cannot work toward it yet")
            if check.lowest == 2
            else _("for somebody, something must change first")
        )
    if not found.answers:
        count = ngettext("only one person answered", "only %(count)s people answered", shown.answers)
        missing.append(count % {"count": shown.answers})
    return _("Not yet, by the rule you chose: %(missing)s.") % {"missing": get_text_list(missing, _("and"))}


def told_in_full(check, shown: Shown) -> str:
    at_ease = sum(shown.counts[check.floor - 1 :])
    words = (
        _("%(some)s of %(all)s can at least live with it.")
        if check.floor == 3
        else _("%(some)s of %(all)s can work toward this.")
    )
    return words % {"some": at_ease, "all": shown.answers}


def told_in_bands(check, shown: Shown) -> str:
    said = {
        0: _("More than half need something to change first."),
        1: _("More than half can live with it."),
        2: _("More than half can work toward this."),
    }
    most = [said[place] for place, band in enumerate(shown.bands) if band is Band.MOST]
    return most[0] if most else _("The answers lie apart: no view is shared by more than half.")


def told_as_one(check, shown: Shown) -> str:
    return {
        5: _("Nearly everybody puts their weight behind it."),
        4: _("Nearly everybody can work toward this."),
        3: _("Nearly everybody can live with it."),
        2: _("For nearly everybody, something must change first."),
        1: _("Nearly nobody can work toward it yet."),
    }[shown.nearly_all]


def group_label(first: int, last: int) -> str:
    """Who stands together in one row of the table."""
    return {
        (4, 5): _("Can work toward it (4 or 5)"),
        (3, 3): _("Can live with it (3)"),
        (1, 2): _("Need something to change first (1 or 2)"),
    }[first, last]


def withheld(check, shown: Shown) -> str:
    """Why not more is shown, in a sentence; "" where nothing is kept back."""
    if check.is_named or not shown.answers:
        return ""
    return {
        How.NOTHING: _("With fewer than five answers, any number could give away who said what."),
        How.BANDS: _(
            "With fewer than %(count)s answers, numbers could give away who said what; so there are rough shares."
        )
        % {"count": FULL},
        How.NEARLY_ALL: _("Where nearly all say the same, numbers would give away what everybody said."),
        How.FULL: "",
    }[shown.how]


def middle(shown: Shown) -> str:
    """The median, in words; "" where it is not shown."""
    if shown.median is None:
        return ""
    return pgettext("median", "The middle answer is %(level)s.") % {"level": f"{shown.median:g}"}
