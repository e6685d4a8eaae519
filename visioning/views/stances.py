"""Where somebody stands on a proposal: said by themselves, or written down for a colleague who was asked in person."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.models import Person, Role
from leadership.pages import render_page
from visioning.decision_access import for_decision
from visioning.decision_ladders import ladder
from visioning.forms.stances import AskedInPersonForm, StanceForm
from visioning.models import (
    DecisionStage,
    Gone,
    MovedOn,
    Objection,
    Rule,
    SaidThemselves,
    Stale,
    Stance,
    TakesNoPart,
    TurnedOver,
)
from visioning.rules import may_take_stance

from .proposals import gone, moved_on, too_late


def asks(decision, proposal) -> bool:
    """Whether anybody can say now where they stand."""
    open_now = decision.stage == DecisionStage.OPEN and decision.rule != Rule.LEADER
    return open_now and proposal is not None and not proposal.is_shown


def kept_words(form):
    """What somebody typed, for the page that says it came too late."""
    step = ladder(form.rule).get(form.cleaned_data.get("step"))
    return [(_("Where you stood"), step and step.label), (_("Why"), form.cleaned_data.get("reason"))]


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision(may_take_stance)
def stance_say(request):
    """One's own, until all are turned over. An objection goes on to its own form before anything is kept."""
    found, proposal = request.decision, request.decision.proposal
    posted = request.method == "POST"
    if not posted and not asks(found, proposal):
        return moved_on(request)
    mine = proposal and proposal.stances.filter(person=request.user).first()
    begun = {"seen": proposal.number if proposal else 0}
    if mine:
        begun |= {"step": mine.step, "reason": mine.reason}
    form, newer = StanceForm(request.POST if posted else None, rule=found.rule, initial=begun), False
    if form.is_valid():
        if form.objects and asks(found, proposal) and form.cleaned_data["seen"] == proposal.number:
            return redirect("objection_add", request.team.slug, found.number)
        try:
            said = form.cleaned_data
            Stance.say(found, request.user, said["seen"], said["step"], said["reason"])
        except Stale as stale:
            proposal, newer = stale.stored, True
            form.about(proposal.number)
        except (TurnedOver, TakesNoPart, MovedOn):
            return too_late(request, kept=kept_words(form))
        except Gone:
            return gone(request)
        else:
            messages.success(request, _("Kept, unseen. You can change it until all stances are turned over."))
            return redirect(found)
    context = {"form": form, "proposal": proposal, "mine": mine, "newer": newer}
    status = 409 if newer else 422 if form.errors else 200
    return render_page(request, "visioning/stances/stance_say.html", context, status=status)


def colleagues(request):
    """Those of the team who take part, but oneself."""
    here = Person.objects.filter(memberships__team=request.team).exclude(memberships__in=observers(request))
    return here.exclude(pk=request.user.pk).order_by("name", "pk")


def observers(request):
    return request.team.memberships.filter(role=Role.OBSERVER)


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision(may_take_stance)
def stance_in_person(request):
    """What a colleague said in the corridor, marked as such, with who wrote it down. The colleague may change it."""
    found, proposal = request.decision, request.decision.proposal
    posted = request.method == "POST"
    if not posted and not asks(found, proposal):
        return moved_on(request)
    begun = {"seen": proposal.number if proposal else 0}
    form = AskedInPersonForm(
        request.POST if posted else None, rule=found.rule, people=colleagues(request), initial=begun
    )
    newer = False
    if form.is_valid():
        person = form.cleaned_data["person"]
        try:
            write_down(found, request.user, form)
        except Stale as stale:
            proposal, newer = stale.stored, True
            form.about(proposal.number)
        except SaidThemselves:
            form.add_error("person", _("%(name)s has said it already, in person here.") % {"name": person})
        except TakesNoPart:
            form.add_error("person", _("%(name)s does not take part any more.") % {"name": person})
        except (TurnedOver, MovedOn):
            return too_late(request, kept=kept_words(form))
        except Gone:
            return gone(request)
        else:
            messages.success(request, _("Written down for %(name)s, who can change it.") % {"name": person})
            return redirect(found)
    context = {"form": form, "proposal": proposal, "newer": newer}
    status = 409 if newer else 422 if form.errors else 200
    return render_page(request, "visioning/stances/stance_in_person.html", context, status=status)


def write_down(decision, by, form):
    """A stance, or an objection where that is what they said."""
    said = form.cleaned_data
    if form.objects:
        Objection.put(decision, said["person"], said["seen"], said["reason"], said["harms"], recorded_by=by)
    else:
        Stance.say(decision, said["person"], said["seen"], said["step"], said["reason"], recorded_by=by)
