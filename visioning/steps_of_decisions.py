"""The step of the thread about decisions: what is open, what comes back to be looked at, what was decided.

Knows no requests, and asks the database nothing by itself: `decision_questions` ride along with the thread's own.
"""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leadership.rows_together import listed
from leadership.rules import may_run_team, may_take_part
from leadership.steps import DONE, HERE, LATER, Step

from .models import Decision, DecisionInput, DecisionStage, Proposal

DECISIONS = gettext_lazy("Decisions")


def decision_questions(membership) -> dict:
    """For a query over Team: what is open, soonest first, whether it waits for this person; what comes back; how many there are."""
    here = Decision.objects.filter(team=OuterRef("pk"))
    of_it = {"decision": OuterRef("pk")}
    waits = Exists(Proposal.objects.waiting_for(membership.person_id).filter(**of_it))
    unsaid = ~Exists(Proposal.objects.filter(**of_it)) & ~Exists(
        DecisionInput.objects.filter(**of_it, person=membership.person_id)
    )
    running = here.filter(stage=DecisionStage.OPEN).annotate(asks=waits | unsaid).order_by("decide_by", "number")
    back = here.to_look_at()
    decided = here.filter(stage=DecisionStage.DECIDED).order_by("-decided_on", "-number")
    return {
        "open_decisions": listed(running, "number", "question", "decide_by", "asks"),
        "decisions_back": listed(back.order_by("review_on"), "number", "question"),
        "decided_rows": listed(decided, "number"),
    }


def decisions_step(team, membership, found) -> Step:
    """`found`: the team's row with `decision_questions`."""
    if running := found["open_decisions"]:
        return open_now(team, membership, running)
    if back := found["decisions_back"]:
        sentence = _("“%(question)s” was to be looked at again by now: what came of it?") % {
            "question": back[0]["question"]
        }
        action = _("Look back") if may_run_team(membership) else _("Read the decision")
        return step(LATER, sentence, address(team, back[0]), action)
    url = reverse("decision_list", args=(team.slug,))
    if count := len(found["decided_rows"]):
        sentence = ngettext(
            "One decision is written down, with its reason.",
            "%(count)s decisions are written down, with their reasons.",
            count,
        )
        return step(DONE, sentence % {"count": count}, url, _("Read what was decided"))
    sentence = _("Nothing is put to a decision yet. It begins with who decides, and by which rule.")
    # Pilots may be tried without one: a team is not held up here.
    return step(
        LATER, sentence, url, _("Bring a question") if may_take_part(membership) else _("See how it works"), waits=False
    )


def open_now(team, membership, running) -> Step:
    first = running[0]
    sentence = _("“%(question)s” is open.") % {"question": first["question"]}
    if first["decide_by"]:
        day = date_format(date.fromisoformat(first["decide_by"]))
        sentence = _("“%(question)s” is open, to be decided by %(day)s.") % {"question": first["question"], "day": day}
    if more := len(running) - 1:
        sentence += " " + ngettext("One more is open.", "%(count)s more are open.", more) % {"count": more}
    asks_me = may_take_part(membership) and first["asks"]
    return step(HERE, sentence, address(team, first), _("Say what you think") if asks_me else _("Go to the decision"))


def address(team, row) -> str:
    return reverse("decision", args=(team.slug, row["number"]))


def step(state, sentence, url, action, **more) -> Step:
    return Step("decisions", DECISIONS, state, sentence, url, action, **more)
