"""The words of what came of a round about beliefs: the sentence, the table, what is held back and why. Pure: knows levels and counts."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadership.privacy import Band, How, Shown
from leadership.result_words import SHARES, lower, not_shown

from .models import Sure

STEPS = 5
SPANS = ((1, 2), (3, 3), (4, 5))  # in doubt, half and half, sure
CANT_SAY = gettext_lazy("I can’t say")
SPLIT = gettext_lazy("We see this differently")
MARKS = {"split": SPLIT, "unsure": gettext_lazy("We are rather unsure"), "sure": gettext_lazy("We are rather sure")}


def level_name(level) -> str:
    return str(Sure(level).label) if level else str(CANT_SAY)


def span_name(first, last) -> str:
    return level_name(first) if first == last else f"{level_name(first)} · {level_name(last)}"


def middle_of(shown: Shown) -> float | None:
    """The middle where it is told."""
    if shown.how is How.NEARLY_ALL:
        return shown.nearly_all
    return shown.median if shown.how in (How.FULL, How.BANDS) else None


def middle_name(middle: float) -> str:
    """A middle in words: it can lie between two levels."""
    below = int(middle)
    if middle == below:
        return f"“{level_name(below)}”"
    return _("between “%(one)s” and “%(other)s”") % {"one": level_name(below), "other": level_name(below + 1)}


def has_doubt(shown: Shown) -> bool:
    """Whether it is told that somebody doubts it or is rather unsure. "Nobody or few" does not tell."""
    return tells_some(shown, 0)


def has_trust(shown: Shown) -> bool:
    """Whether it is told that somebody is rather sure or sure."""
    return tells_some(shown, 2)


def tells_some(shown: Shown, place: int) -> bool:
    first, last = SPANS[place]
    if shown.how is How.FULL:
        return sum(shown.counts[first - 1 : last]) > 0
    if shown.how is How.NEARLY_ALL:
        return first <= shown.nearly_all <= last
    if shown.how in (How.BANDS, How.ROUGH):
        return shown.bands[place] in (Band.HALF, Band.MOST)
    return False


def sentence_of(shown: Shown, named: bool = False) -> str:
    """What some people say of an arrow. Where they are apart, that comes first."""
    if shown.how is How.FULL:
        return told_in_full(shown)
    if shown.how is How.NEARLY_ALL:
        return _("Nearly all say “%(level)s”.") % {"level": level_name(shown.nearly_all)}
    if shown.how is How.BANDS:
        return told_in_bands(shown)
    if shown.how is How.ROUGH:
        place = next(place for place in (2, 0, 1) if shown.bands[place] is not None)
        return f"{span_name(*SPANS[place])}: {SHARES[shown.bands[place]]}."
    return not_told(shown, named)


def told_in_full(shown: Shown) -> str:
    said = {
        "low": sum(shown.counts[:2]),
        "high": sum(shown.counts[3:]),
        "all": shown.answers,
        "middle": middle_name(shown.median),
    }
    held = [level for level, count in enumerate(shown.counts, 1) if count]
    if len(held) == 1:
        found = _("All say “%(level)s”.") % {"level": level_name(held[0])}
    elif has_doubt(shown) and has_trust(shown):
        found = (
            _("We see this differently. Sure or rather sure: %(high)s of %(all)s. In doubt or unsure: %(low)s.") % said
        )
    elif has_doubt(shown):
        found = _("In doubt or unsure: %(low)s of %(all)s. The middle is %(middle)s.") % said
    else:
        found = _("Sure or rather sure: %(high)s of %(all)s. The middle is %(middle)s.") % said
    return f"{found} {_('Could not say: %(count)s.') % {'count': shown.unseen}}" if shown.unseen else found


def told_in_bands(shown: Shown) -> str:
    if has_doubt(shown) and has_trust(shown):
        return _("We see this differently: about as many are sure as are unsure.")
    most = shown.bands.index(Band.MOST) if Band.MOST in shown.bands else None
    words = {
        0: _("More than half doubt it or are rather unsure; the middle is %(middle)s."),
        1: _("More than half say half and half; the middle is %(middle)s."),
        2: _("More than half are rather sure or sure; the middle is %(middle)s."),
        None: _("No view is shared by more than half; the middle is %(middle)s."),
    }
    return words[most] % {"middle": middle_name(shown.median)}


def not_told(shown: Shown, named: bool) -> str:
    if shown.how is How.UNSEEN:
        return _("Nobody could say.") if named else _("Fewer than five could say, so nothing of it is shown.")
    if shown.how is How.WITHHELD:
        return _("Not shown this time, since it could give away a few people.")
    return _("Nobody said anything.") if named else not_shown(shown)


def withheld(shown: Shown, named: bool = False) -> str:
    """Why not more is shown; "" where nothing is kept back."""
    if named or shown.how is How.FULL:
        return ""
    return {
        How.NOTHING: _("Where fewer than five speak, any number could give away who said what."),
        How.UNSEEN: _("Where fewer than five speak, any number could give away who said what."),
        How.WITHHELD: _(
            "Only a few people are new since an earlier round, or no longer there, or have not said it with their names "
            "before; and numbers could give them away. With names there is no such limit."
        ),
        How.ROUGH: _(
            "Only a few people are new since an earlier round, or no longer there. So there are only such shares as "
            "those few could not have changed."
        ),
        How.BANDS: _("Where fewer than ten speak, numbers could give away who said what; so there are rough shares."),
        How.NEARLY_ALL: _("Where nearly all say the same, numbers would give away what everybody said."),
    }[shown.how]


def cells_of(shown: Shown) -> list[tuple[str, str]]:
    """The table of one group, from sure to doubt: (what the number says, the number or share)."""
    if shown.how is How.FULL:
        cells = [(level_name(level), str(count)) for level, count in enumerate(shown.counts, 1)]
        cells = cells[::-1]
    elif shown.how is How.NEARLY_ALL:
        return [(level_name(shown.nearly_all), _("all, or all but one or two"))]
    elif shown.how in (How.BANDS, How.ROUGH):
        cells = [(span_name(*span), str(SHARES[share])) for span, share in zip(SPANS, shown.bands, strict=True)][::-1]
    else:
        return []
    return [*cells, (str(CANT_SAY), str(shown.unseen))] if shown.unseen else cells


def surer_sentence(gap) -> str:
    """Of two positions whose middles lie apart."""
    _far, higher, lower_ = gap
    return _("%(one)s are surer of this than %(other)s.") % {"one": higher, "other": lower(lower_)}
