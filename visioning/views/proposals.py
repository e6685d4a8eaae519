"""The proposal of a decision: written, said anew in another edition, read in any, its stances turned over."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import render_page
from visioning.decision_access import for_decision
from visioning.decision_standing import standing_of
from visioning.forms.proposals import ProposalForm
from visioning.models import DecisionStage, Gone, MovedOn, Objection, Proposal, Stale, TooFew
from visioning.rules import may_prepare_decision, may_run_decision

BEING_MADE = (DecisionStage.DRAFT, DecisionStage.OPEN)


def too_late(request, kept=(), told=()):
    """The decision has moved on: what somebody wrote is shown to them once more, and nothing was changed.

    `kept` and `told` are pairs of a label and words: their own, and what stands there now.
    """
    kept = [(label, words) for label, words in kept if words]
    if not kept:
        return moved_on(request)
    request.decision.refresh_from_db()
    context = {"kept": kept, "told": [pair for pair in told if pair[1]]}
    return render_page(request, "visioning/proposals/_too_late.html", context, status=409)


def moved_on(request):
    messages.info(request, _("This decision has moved on meanwhile, so nothing was changed. Here is how it stands."))
    return redirect("decision", request.team.slug, request.decision.number)


def gone(request):
    messages.info(request, _("Somebody removed this a moment ago."))
    return redirect("decision_list", request.team.slug)


@require_safe
@for_decision()
def proposal(request, proposal_number):
    """One edition, what it changed, and who stood where on it once that was turned over."""
    standing = standing_of(request, edition=proposal_number)["standing"]
    if not standing.proposal or standing.proposal["number"] != proposal_number:
        raise Http404
    newer = request.decision.proposals.filter(number__gt=proposal_number).exists()
    context = {"standing": standing, "older": newer}
    return render_page(request, "visioning/proposals/proposal.html", context)


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision(may_prepare_decision)
def proposal_write(request):
    """The first edition, or the next on top of the last."""
    found = request.decision
    if found.stage not in BEING_MADE:
        return moved_on(request)
    last, other, status = found.proposal, None, 200
    objections = Objection.objects.filter(decision=found).seen().exclude(state=Objection.State.SETTLED)
    begun = {"seen": last.number if last else 0, "words": last.words if last else ""}
    begun["answers"] = request.GET.get("answers") if request.GET.get("answers", "").isdecimal() else None
    form = ProposalForm(request.POST if request.method == "POST" else None, objections=objections, initial=begun)
    if form.is_valid():
        try:
            made = Proposal.write(found, request.user, seen=form.cleaned_data["seen"], **form.said)
        except Stale as stale:
            # There may be none any more that this form knew: a draft was removed, its number taken by another.
            last = other = stale.stored
            form.about(last.number if last else 0)
            status = 409
        except MovedOn:
            return too_late(request, kept=[(form.fields["words"].label, form.cleaned_data["words"])])
        except Gone:
            return gone(request)
        else:
            messages.success(request, written(made))
            return redirect(found)
    status = 422 if form.errors else status
    context = {"form": form, "last": last, "other": other}
    return render_page(request, "visioning/proposals/proposal_write.html", context, status=status)


def written(made):
    if made.decision.stage == DecisionStage.DRAFT or made.number == 1:
        return _("The proposal is written.")
    return _("The new edition is written. Everybody is asked anew where they stand.")


@require_POST
@for_decision(may_run_decision)
def proposal_turn_over(request):
    """All stances on the edition that the page showed, at once and for good."""
    found = request.decision
    last, seen = found.proposal, request.POST.get("seen", "")
    if last is None or seen != str(last.number):
        messages.info(
            request, _("Somebody wrote a new edition a moment ago. Nothing was turned over: everybody is asked anew.")
        )
        return redirect(found)
    last.decision = found
    try:
        first = last.turn_over()
    except TooFew:
        messages.info(request, _("Wait until at least two people have said where they stand."))
    except MovedOn:
        return moved_on(request)
    except Gone:
        return gone(request)
    else:
        if first:
            messages.success(request, _("All stances are turned over. Hear those first who stand at the ends."))
    return redirect(found)
