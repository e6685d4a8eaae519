"""How many knots of each kind there are, in words. Knows kinds, nothing of what they are."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .knots import Kind


def counted(kind, count) -> str:
    """So many of a kind, in words."""
    words = {
        Kind.GOAL: ngettext("1 goal", "%(count)s goals", count),
        Kind.PROBLEM: ngettext("1 problem of practice", "%(count)s problems of practice", count),
        Kind.GUIDE: ngettext("1 condition", "%(count)s conditions", count),
        Kind.THEORY: ngettext("1 theory", "%(count)s theories", count),
        Kind.ARROW: ngettext("1 arrow", "%(count)s arrows", count),
        Kind.DECISION_POINT: ngettext("1 decision point", "%(count)s decision points", count),
        Kind.DECISION: ngettext("1 decision", "%(count)s decisions", count),
        Kind.INITIATIVE: ngettext("1 initiative", "%(count)s initiatives", count),
        Kind.PILOT: ngettext("1 pilot", "%(count)s pilots", count),
        Kind.TASK: ngettext("1 task", "%(count)s tasks", count),
    }.get(kind)
    return words and words % {"count": count}


def in_words(knots) -> str:
    """How many of each kind there are, in the order of the thread: "2 conditions, 1 theory with 5 arrows"."""
    counts = Counter(knot.kind for knot in knots)
    parts = []
    for kind in Kind:
        if not counts[kind] or (kind == Kind.ARROW and counts[Kind.THEORY]):
            continue
        said = counted(kind, counts[kind])
        if kind == Kind.THEORY and counts[Kind.ARROW]:
            said = _("%(theories)s with %(arrows)s") % {
                "theories": said,
                "arrows": counted(Kind.ARROW, counts[Kind.ARROW]),
            }
        if said:
            parts.append(said)
    return ", ".join(parts)
