"""The step of the thread about pilots: which one invites, runs, has come to its end, and what the closed ones left.

Knows no requests, and asks the database nothing by itself: `pilot_questions` ride along with the thread's own.
"""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leadership.models import Team
from leadership.rows_together import listed
from leadership.rules import may_take_part
from leadership.steps import DONE, LATER, OPEN, Step
from visioning.models.drafting import how_many

from .models import Cycle, Observation, Participation, Pilot

PILOTS = gettext_lazy("Pilots")


def pilots_step(team: Team, membership, found) -> Step:
    """`found`: the team's row with `pilot_questions`."""
    pilots = found["pilot_rows"]
    running = [one for one in pilots if one["started_at"] and not one["closed_at"]]
    inviting = [one for one in pilots if one["invited_at"] and not one["started_at"] and not one["closed_at"]]
    planned = [one for one in pilots if not one["invited_at"] and not one["closed_at"]]
    asks = may_take_part(membership)
    if running:
        return under_way(team, running)
    if inviting:
        first = inviting[0]
        sentence = _("“%(pilot)s” invites. Whoever wants to joins; nobody has to.") % {"pilot": first["title"]}
        open_to_me = asks and not first["mine"]
        action = _("Read the invitation") if open_to_me else _("Go to the pilot")
        return step("pilot_invitation" if open_to_me else "pilot", team, first, sentence, action)
    if planned:
        sentence = _("“%(pilot)s” is being planned. Nobody is invited yet.") % {"pilot": planned[0]["title"]}
        return step(
            "pilot", team, planned[0], sentence, _("Plan with the others") if asks else _("Read the plan of it")
        )
    url = reverse("pilot_list", args=(team.slug,))
    if pilots:
        closed = ngettext("One pilot is closed.", "%(count)s pilots are closed.", len(pilots)) % {"count": len(pilots)}
        sentence = _("%(closed)s What was learned is on its card.") % {"closed": closed}
        return Step("pilots", PILOTS, DONE, sentence, url, _("See what was learned"))
    sentence = _("Nothing is being tried yet. A pilot is small, and people join it of their own will.")
    if asks:
        return Step("pilots", PILOTS, LATER, sentence, reverse("pilot_start", args=(team.slug,)), _("Plan a pilot"))
    return Step("pilots", PILOTS, LATER, sentence, url, _("See how it works"))


def under_way(team, running) -> Step:
    """The one whose time is over comes first: somebody has to say what came of it."""
    over = [one for one in running if date.fromisoformat(one["ends_on"]) < timezone.localdate()]
    if over:
        sentence = _("“%(pilot)s” has come to its end. What came of it?") % {"pilot": over[0]["title"]}
        return step("pilot", team, over[0], sentence, _("Look at what came of it"))
    first = running[0]
    sentence = _("“%(pilot)s” is under way: %(people)s, %(cycles)s, %(points)s.") % {
        "pilot": first["title"],
        "people": ngettext("one person", "%(count)s people", first["people"]) % {"count": first["people"]},
        "cycles": ngettext("one cycle", "%(count)s cycles", first["cycles"]) % {"count": first["cycles"]},
        "points": ngettext("one observation", "%(count)s observations", first["points"]) % {"count": first["points"]},
    }
    if others := len(running) - 1:
        more = ngettext("One more is under way.", "%(count)s more are under way.", others) % {"count": others}
        sentence = f"{sentence} {more}"
    return step("pilot", team, first, sentence, _("Go to the pilot"))


def step(name, team, one, sentence, action) -> Step:
    return Step("pilots", PILOTS, OPEN, sentence, reverse(name, args=(team.slug, one["number"])), action)


def pilot_questions(membership) -> dict:
    """What a query over Team is to bring along: each pilot, the last one first."""
    pilot = OuterRef("pk")
    takes_part = Participation.objects.filter(pilot=pilot)
    pilots = (
        Pilot.objects.filter(team=OuterRef("pk"))
        .order_by("-number")
        .annotate(
            people_count=how_many(takes_part),
            cycle_count=how_many(Cycle.objects.filter(pilot=pilot)),
            point_count=how_many(Observation.objects.standing().filter(measure__pilot=pilot)),
            mine=Exists(takes_part.filter(person=membership.person_id)),
        )
    )
    days = ("invited_at", "started_at", "closed_at", "ends_on")
    counts = {"people": "people_count", "cycles": "cycle_count", "points": "point_count"}
    return {"pilot_rows": listed(pilots, "number", "title", "mine", *days, **counts)}
