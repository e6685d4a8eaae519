"""Blind consensus: put a level alone, turn all over at once, settle on one together. For the team that asked."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leadership import guides
from leadership.access import for_round
from leadership.consensus_words import Spread
from leadership.forms.consensus import BlindLevelForm, ConsensusDissentForm, SettleForm
from leadership.models import Changed, Consensus, ConsensusDissent, NotNow, Role
from leadership.pages import render_page
from leadership.rules import may_read_consensus, may_run_assessment, may_settle


def consensus_of(request, condition) -> Consensus:
    """The consensus of this round and condition, or one that nobody has begun. 404 where there is nothing to settle."""
    if not request.round.is_closed or condition not in request.round.condition_keys:
        raise Http404
    found = Consensus.objects.filter(round=request.round, condition=condition).select_related("settled_by").first()
    found = found or Consensus(round=request.round, condition=condition)
    found.round = request.round
    return found


@require_safe
@for_round(may_read_consensus)
def consensus(request, condition):
    return consensus_page(request, consensus_of(request, condition))


def stage_of(found) -> str:
    """How far the table is, as an open page says what it was made for (`?since=`)."""
    return "settled" if found.is_settled else "open" if found.is_revealed else "covered"


def consensus_page(request, found, *, level_form=None, settle_form=None, dissent_form=None, other=None, status=200):
    """The page. A form that was not accepted comes along; `other` is what somebody settled on meanwhile."""
    levels = list(found.blind_levels.select_related("person").order_by("person__name", "id")) if found.pk else []
    dissents = list(found.dissents.select_related("person")) if found.pk else []
    mine = next((one for one in levels if one.person_id == request.user.pk), None)
    own_dissent = next((one for one in dissents if one.person_id == request.user.pk), None)
    can_settle, stage = may_settle(request.membership), stage_of(found)
    context = {
        "consensus": found,
        "guide": guides.guide(found.condition),
        "other": other,
        "mine": mine,
        "level_count": len(levels),
        "team_count": request.team.memberships.exclude(role=Role.OBSERVER).count(),
        # Before they are turned over nothing of anybody else's leaves this view.
        "levels": levels if found.is_revealed else [],
        # The table has changed since the page was opened, and the forms around it lag behind.
        "moved_on": since if (since := request.GET.get("since")) in {"covered", "open"} - {stage} else "",
        "stage": stage,
        "spread": Spread.of([one.level for one in levels]) if found.is_revealed else None,
        "dissents": dissents,
        "own_dissent": own_dissent,
        "can_settle": can_settle,
        "can_reveal": may_run_assessment(request.membership) and not found.is_revealed,
        "level_form": level_form or BlindLevelForm(instance=mine),
        "settle_form": settle_form or SettleForm(instance=found, initial={"edition": found.edition}),
        "settle_open": settle_form is not None or other is not None or not found.is_settled,
        "dissent_form": dissent_form or ConsensusDissentForm(instance=own_dissent),
    }
    partials = {"consensus-state"}
    return render_page(request, "leadership/consensuses/consensus.html", context, partials=partials, status=status)


@require_POST
@for_round(may_settle)
def consensus_put(request, condition):
    """My level, or another one while none is turned over."""
    found = consensus_of(request, condition)
    form = BlindLevelForm(request.POST)
    if not form.is_valid():
        return consensus_page(request, found, level_form=form, status=422)
    try:
        found = Consensus.put(request.round, condition, request.user, **form.cleaned_data)
    except NotNow:
        messages.info(
            request, _("All levels were turned over a moment ago, so yours was not taken in. Say it in the talk.")
        )
    else:
        messages.success(
            request, _("Your level lies on the table, face down. You can change it until all are turned over.")
        )
    return redirect(found)


@require_POST
@for_round(may_run_assessment)
def consensus_reveal(request, condition):
    found = consensus_of(request, condition)
    try:
        first = found.pk and found.reveal()
    except NotNow:
        first = None
    if first is None:
        messages.info(request, _("Wait until at least two people have put a level."))
    elif first:
        messages.success(request, _("All levels are turned over."))
    return redirect(found)


@require_POST
@for_round(may_settle)
def consensus_settle(request, condition):
    """What the team settles on. Two who write at once both see what the other wrote."""
    found = consensus_of(request, condition)
    if not found.is_revealed:
        messages.info(request, _("First turn over the levels that people have put."))
        return redirect(found)
    form = SettleForm(request.POST)
    if not form.is_valid():
        return consensus_page(request, found, settle_form=form, status=422)
    said = form.cleaned_data
    try:
        found.settle(request.user, said["level"], said["reason"], said["edition"])
    except Changed:
        stored = consensus_of(request, condition)
        newer = SettleForm({"level": said["level"], "reason": said["reason"], "edition": stored.edition})
        return consensus_page(request, stored, settle_form=newer, other=stored, status=409)
    messages.success(request, _("Written down. The plan shows it with its reason."))
    return redirect(found)


@require_POST
@for_round(may_settle)
def consensus_dissent(request, condition):
    found = consensus_of(request, condition)
    if not found.is_settled:
        messages.info(request, _("There is no level yet to see differently."))
        return redirect(found)
    form = ConsensusDissentForm(request.POST)
    if not form.is_valid():
        return consensus_page(request, found, dissent_form=form, status=422)
    ConsensusDissent.say(found, request.user, form.cleaned_data["words"])
    messages.success(request, _("Your words stand beside the level now."))
    return redirect(found)


@require_POST
@for_round(may_read_consensus)
def consensus_dissent_remove(request, condition):
    """Take it back, whatever one's role is by now."""
    found = consensus_of(request, condition)
    if found.pk and ConsensusDissent.take_back(found, request.user):
        messages.success(request, _("Taken back. Nothing of it is kept."))
    return redirect(found)
