"""How it went elsewhere, in one sentence. Pure; knows how it ended in how many places, never a ranking of them."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


def told(results) -> str:
    """`results`: pairs of how it went (a key of `Replication.Outcome`) and the school's key, one a team. "" where nobody tried."""
    results = list(results)
    if not results:
        return ""
    if len(results) == 1:
        return str(ALONE[str(results[0][0])])
    counts = Counter(str(outcome) for outcome, _school in results)
    parts = [words(counts[key]) for key, words in PARTS if counts[key]]
    schools = {school for _outcome, school in results}
    apart = len(schools) == len(results)
    where = _("Tried in %(count)s other schools") if apart else _("Tried by %(count)s other teams")
    return _("%(where)s: %(how)s.") % {"where": where % {"count": len(results)}, "how": ", ".join(parts)}


def held(count):
    return ngettext("held in one", "held in %(count)s", count) % {"count": count}


def held_in_part(count):
    return ngettext("held in part in one", "held in part in %(count)s", count) % {"count": count}


def did_not_hold(count):
    return ngettext("did not hold in one", "did not hold in %(count)s", count) % {"count": count}


def still_trying(count):
    return ngettext("one is still trying", "%(count)s are still trying", count) % {"count": count}


ALONE = {
    "held": gettext_lazy("Tried elsewhere: it held there, too."),
    "partly": gettext_lazy("Tried elsewhere: it held there in part."),
    "did_not": gettext_lazy("Tried elsewhere: it did not hold there."),
    "trying": gettext_lazy("It is being tried elsewhere."),
}
PARTS = (("held", held), ("partly", held_in_part), ("did_not", did_not_hold), ("trying", still_trying))
