"""The step of the thread about the seven conditions: whether a round is open, has closed, what is settled, and what is next.

Never a score: conditions are named, not counted.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, JSONField, OuterRef
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import guides
from .models import AssessmentRound, AssessmentTurn, Consensus
from .rules import may_take_part
from .steps import DONE, HERE, LATER, Step

CONDITIONS = gettext_lazy("Seven conditions")
# What a round asked about, without reading its words. Forms of their own belong to no condition.
KEYS_ASKED = """jsonb_path_query_array(%(expressions)s, '$[*] ? (@.kind != "form").key')"""


def conditions_step(team, membership):
    """An honest look at what lets leadership be shared: asked, read together, settled on."""
    rounds = rounds_of(team, membership)
    if not rounds:
        sentence = _(
            "What lets leadership be shared at your school, and what stands in its way? Nobody has looked yet."
        )
        return Step("conditions", CONDITIONS, LATER, sentence, condition_list(team), _("Begin to look"))
    latest = rounds[0]
    if not latest.is_closed:
        return open_round_step(team, membership, latest)
    asked = dict.fromkeys(key for one in rounds for key in one.asked)
    settled = {key for one in rounds for key in one.settled}
    waiting = [key for key in guides.CONDITION_KEYS if key in asked and key not in settled]
    said = {"round": latest.name, "settled": named(settled), "waiting": named(waiting)}
    url, action = reverse("assessment_result", args=(team.slug, latest.number)), _("Read the result")
    if asked and not waiting:
        sentence = _("You have settled on a level for every condition you asked about.")
        return Step("conditions", CONDITIONS, DONE, sentence, condition_list(team), _("See what is next"))
    if not settled:
        sentence = _("“%(round)s” has closed. Read together what came of it.") % said
    else:
        sentence = _("You have settled on a level for %(settled)s. Not yet for %(waiting)s.") % said
        number = next(one.number for one in rounds if waiting[0] in one.asked)
        url, action = reverse("consensus", args=(team.slug, number, waiting[0])), _("Go on with the next one")
    return Step("conditions", CONDITIONS, LATER, sentence, url, action)


def open_round_step(team, membership, opened):
    url = reverse("assessment_round", args=(team.slug, opened.number))
    if opened.is_due:
        sentence = _("The last day of “%(round)s” has passed. Whoever runs the team can close it.")
        return Step("conditions", CONDITIONS, HERE, sentence % {"round": opened.name}, url, _("Go to the round"))
    sentence = ngettext(
        "“%(round)s” is open; one person has answered.",
        "“%(round)s” is open; %(count)s people have answered.",
        opened.answered,
    )
    if not opened.answered:
        sentence = _("“%(round)s” is open; nobody has answered yet.")
    sentence %= {"count": opened.answered, "round": opened.name}
    asks_me = may_take_part(membership) and not opened.mine
    action = _("Say how things stand") if asks_me else _("Go to the round")
    return Step("conditions", CONDITIONS, HERE, sentence, url, action)


def rounds_of(team, membership):
    """The rounds, newest first: how many answered, whether this person did, which conditions were asked about and settled."""
    turns = AssessmentTurn.objects.filter(round=OuterRef("pk")).order_by()
    settled = Consensus.objects.settled().filter(round=OuterRef("pk"))
    rounds = AssessmentRound.objects.filter(team=team).defer("wording")
    rounds = rounds.annotate(
        asked=Func(F("wording"), template=KEYS_ASKED, output_field=JSONField()),
        settled=ArraySubquery(settled.values("condition")),
        people=ArraySubquery(turns.values("person")),
    )
    for one in (found := list(rounds)):
        one.answered, one.mine = len(one.people), membership.person_id in one.people
    return found


def named(keys):
    labels = [guides.guide(key).label for key in guides.CONDITION_KEYS if key in keys]
    return get_text_list(labels, _("and"))


def condition_list(team):
    return reverse("condition_list", args=(team.slug,))
