"""The words of a result: who is meant, how far apart they are, what is held back and why. Pure: knows levels and what may be shown."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .levels import UNSEEN_LABEL, Level
from .privacy import AND_OTHERS, Band, How, Shown

PEOPLE = {
    "teacher": gettext_lazy("Teachers"),
    "administrator": gettext_lazy("Administrators"),
    "support": gettext_lazy("Support staff"),
    "specialist": gettext_lazy("Specialists"),
    "district": gettext_lazy("District staff"),
    "family": gettext_lazy("Families"),
    "student_voice": gettext_lazy("Students"),
    "community": gettext_lazy("People from the community"),
}
OTHERS = gettext_lazy("Other colleagues")
SHARES = {
    Band.FEW: gettext_lazy("nobody or few"),
    Band.HALF: gettext_lazy("just under half, or half"),
    Band.MOST: gettext_lazy("more than half, or all"),
    None: gettext_lazy("not told"),
}
APART = {
    1: gettext_lazy("one level apart"),
    1.5: gettext_lazy("one and a half levels apart"),
    2: gettext_lazy("two levels apart"),
    2.5: gettext_lazy("two and a half levels apart"),
    3: gettext_lazy("three levels apart"),
}
NOT_A_SCALE = gettext_lazy(
    "These items are there to talk about. They are not a validated scale, and a level says nothing about any person."
)


def people_label(labels, whole: bool) -> str:
    """Who is in a group, as the start of a sentence."""
    if whole:
        return _("All together")
    positions = [label.removesuffix(AND_OTHERS) for label in labels if label]
    named = [str(PEOPLE.get(position, position)) for position in positions]
    if named and (len(named) < len(labels) or any(label.endswith(AND_OTHERS) for label in labels)):
        named.append(_("other colleagues"))
    named[1:] = [lower(name) for name in named[1:]]
    return get_text_list(named, _("and")) if named else str(OTHERS)


def level_name(level: int) -> str:
    return str(Level(level).label) if level else str(UNSEEN_LABEL)


def lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def middle_name(median: float) -> str:
    """A median in words: it can lie between two levels."""
    if median == int(median):
        return lower(level_name(int(median)))
    below = int(median)
    return _("between %(one)s and %(other)s") % {
        "one": lower(level_name(below)),
        "other": lower(level_name(below + 1)),
    }


def middle_of(shown: Shown) -> float | None:
    """The middle answer where it is told."""
    if shown.how is How.NEARLY_ALL:
        return shown.nearly_all
    return shown.median if shown.how in (How.FULL, How.BANDS) else None


def gap_between(groups) -> tuple[float, str, str] | None:
    """The two groups furthest apart: how far, the higher, the lower. `groups` are (label, Shown). None below one level."""
    middles = [(middle, label) for label, shown in groups if (middle := middle_of(shown)) is not None]
    if len(middles) < 2:
        return None
    high, low = max(middles, key=lambda one: one[0]), min(middles, key=lambda one: one[0])
    return (high[0] - low[0], high[1], low[1]) if high[0] - low[0] >= 1 else None


def gap_sentence(gap, title: str) -> str:
    far, higher, lower_ = gap
    joined = any(f" {_('and')} " in label for label in (higher, lower_))
    words = (
        _("%(one)s see more of “%(title)s” than %(other)s: they are %(apart)s.")
        if joined
        else _("%(one)s and %(other)s are %(apart)s on “%(title)s”: %(one)s see more of it.")
    )
    return words % {
        "one": higher,
        "other": lower(lower_),
        "apart": APART[far],
        "title": title,
    }


def group_sentence(shown: Shown, named: bool = False) -> str:
    """What one group says: how far its answers reach comes before where their middle lies."""
    if shown.how is How.FULL and shown.answers:
        held = [level for level, count in enumerate(shown.counts, 1) if count]
        if held[0] == held[-1]:
            return _("All say: %(level)s.") % {"level": lower(level_name(held[0]))}
        return _("Answers reach from %(lowest)s to %(highest)s; the middle is %(middle)s.") % {
            "lowest": lower(level_name(held[0])),
            "highest": lower(level_name(held[-1])),
            "middle": middle_name(shown.median),
        }
    if shown.how is How.NEARLY_ALL:
        return _("Nearly all say: %(level)s.") % {"level": lower(level_name(shown.nearly_all))}
    if shown.how is How.BANDS:
        upper = Band.MOST if shown.bands[1] is Band.MOST else Band.FEW if shown.bands[0] is Band.MOST else Band.HALF
        said = {
            Band.MOST: _("More than half say steady or more; the middle is %(middle)s."),
            Band.FEW: _("More than half say starting or less; the middle is %(middle)s."),
            Band.HALF: _("As many say steady or more as say starting or less; the middle is %(middle)s."),
        }
        return said[upper] % {"middle": middle_name(shown.median)}
    if shown.how is How.ROUGH:
        low, high = shown.bands
        if high is not None:
            return _("At steady or more: %(share)s.") % {"share": SHARES[high]}
        return _("At starting or less: %(share)s.") % {"share": SHARES[low]}
    return withheld(shown, named) if named else not_shown(shown)


def not_shown(shown: Shown) -> str:
    """In a few words, where `withheld` says why."""
    return {
        How.NOTHING: _("Fewer than five people answered without a name, so nothing of it is shown."),
        How.UNSEEN: _("Fewer than five of those who answered can see this from their role."),
        How.WITHHELD: _("Not shown this time, since only a few people are new or gone."),
    }[shown.how]


def withheld(shown: Shown, named: bool = False) -> str:
    """Why not more is shown, and what to do; "" where nothing is kept back."""
    if named:
        return _("Nobody here can see this from their role.") if shown.how is How.UNSEEN else ""
    return {
        How.NOTHING: _("With fewer than five answers, any number could give away who said what."),
        How.UNSEEN: _("Where fewer than five can see something, any number could give away who said what."),
        How.WITHHELD: _(
            "Only a few people are new since the last round, or no longer there, and numbers could give them away. "
            "Ask more people, or ask with names, to see more next time."
        ),
        How.ROUGH: _(
            "Only a few people are new since the last round, or no longer there. So there are only such shares as "
            "those few could not have changed."
        ),
        How.BANDS: _(
            "Where fewer than ten answer and can see it, numbers could give away who said what; so there are rough shares."
        ),
        How.NEARLY_ALL: _("Where nearly all say the same, numbers would give away what everybody said."),
        How.FULL: "",
    }[shown.how]


def cells_of(shown: Shown) -> list[tuple[str, str, int]]:
    """One row of the table: (what the number says, the number or share, how many columns wide)."""
    names = [str(label) for label in Level.labels]
    if shown.how is How.FULL:
        return [(name, str(count), 1) for name, count in zip(names, shown.counts, strict=True)]
    if shown.how is How.NEARLY_ALL:
        nearly = _("all, or all but one or two")
        return [(name, nearly if level == shown.nearly_all else "–", 1) for level, name in enumerate(names, 1)]
    if shown.how in (How.BANDS, How.ROUGH):
        pairs = (f"{names[0]} · {names[1]}", f"{names[2]} · {names[3]}")
        return [(pair, str(SHARES[share]), 2) for pair, share in zip(pairs, shown.bands, strict=True)]
    return [(_("Levels"), _("not shown"), 4)]


def trend_sentence(before: Shown | None, now: Shown | None, name: str) -> str:
    """From one round to the next in the same words; "" where one of the two is not told."""
    then, today = (middle_of(shown) if shown else None for shown in (before, now))
    if then is None or today is None:
        return ""
    said = {"round": name, "then": middle_name(then), "now": middle_name(today)}
    if then == today:
        return _("The middle was the same in “%(round)s”: %(then)s.") % said
    return _("In “%(round)s” the middle was %(then)s; now it is %(now)s.") % said
