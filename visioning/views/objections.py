"""Objections: raised with what harm to which aim; how one ended is said by whoever raised it, and by nobody else."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.pages import render_page
from visioning.decision_access import for_decision
from visioning.forms.objections import ObjectionAnswerForm, ObjectionForm, SettlingForm
from visioning.models import DecisionStage, Gone, MovedOn, Objection, Rule, Stale, TakesNoPart, TurnedOver
from visioning.rules import may_settle_objection, may_take_stance

from .proposals import gone, moved_on, too_late


def hears_objections(decision, proposal) -> bool:
    return decision.stage == DecisionStage.OPEN and decision.rule == Rule.CONSENT and proposal is not None


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision(may_take_stance)
def objection_add(request):
    """Before all are turned over it is one's stance as well, and unseen like the others."""
    found, proposal = request.decision, request.decision.proposal
    posted = request.method == "POST"
    if not posted and not hears_objections(found, proposal):
        return moved_on(request)
    begun = {"seen": proposal.number if proposal else 0}
    mine = None
    if proposal and not proposal.is_shown:
        mine = proposal.objections.filter(person=request.user).first()
    if mine:
        begun |= {"words": mine.words, "harms": mine.harms}
    form, newer = ObjectionForm(request.POST if posted else None, initial=begun), False
    if form.is_valid():
        said = form.cleaned_data
        try:
            Objection.put(found, request.user, **said)
        except Stale as stale:
            proposal, newer = stale.stored, True
            form.about(proposal.number)
        except (TakesNoPart, TurnedOver, MovedOn):
            told = [(form.fields[name].label, said[name]) for name in ("harms", "words")]
            return too_late(request, kept=told)
        except Gone:
            return gone(request)
        else:
            heard = _("Your objection is on the record. Others can now write an edition that takes it up.")
            unseen = _("Kept, unseen. It is read with all the others once they are turned over.")
            messages.success(request, heard if proposal.is_shown else unseen)
            return redirect(found)
    context = {"form": form, "proposal": proposal, "mine": mine, "newer": newer}
    status = 409 if newer else 422 if form.errors else 200
    return render_page(request, "visioning/objections/objection_add.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision()
def objection_answer(request, objection_id):
    """How it stands now. Whoever raised it says so, whatever their role is by now."""
    found = get_object_or_404(
        Objection.objects.seen_by(request.user).select_related("person"), decision=request.decision, pk=objection_id
    )
    found.decision = request.decision
    if not may_settle_objection(request.membership, found):
        raise PermissionDenied
    mine = found.person_id == request.user.pk
    if request.method != "POST" and request.decision.stage != DecisionStage.OPEN:
        return moved_on(request)
    kind = ObjectionAnswerForm if mine else SettlingForm
    form, moved = kind(request.POST if request.method == "POST" else None, objection=found), False
    if form.is_valid():
        said = form.cleaned_data
        try:
            found.end(request.user, said["state"], said["words"], said["seen"])
        except Stale as stale:
            stale.stored.decision, found, moved = request.decision, stale.stored, True
            data = request.POST.copy()
            data["seen"] = found.state
            form = kind(data, objection=found)
        except MovedOn:
            return too_late(request, kept=[(form.fields["words"].label, said["words"])])
        except Gone:
            return gone(request)
        else:
            messages.success(request, _("It is on the record."))
            return redirect(request.decision)
    context = {
        "form": form,
        "objection": found,
        "mine": mine,
        "moved": moved,
        "amendments": found.amendments.order_by("number"),
    }
    status = 409 if moved else 422 if form.errors else 200
    return render_page(request, "visioning/objections/objection_answer.html", context, status=status)
