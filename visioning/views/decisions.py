"""One decision with everything that belongs to it: prepared, opened with its rights, dropped, explained to all who were heard."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership import guides
from leadership.access import for_team
from leadership.pages import render_page
from visioning.decision_access import for_decision
from visioning.decision_rights import rights_of
from visioning.decision_standing import standing_of
from visioning.forms.decisions import DecisionForm, DropForm, ExplanationForm, OpenDecisionForm
from visioning.forms.goals import RemovalForm
from visioning.models import Decision, DecisionStage, Gone, MovedOn, NotReady, SharedVision, Stale
from visioning.rules import (
    is_guest,
    may_bring_input,
    may_explain_decision,
    may_prepare_decision,
    may_remove_draft,
    may_run_decision,
)

from .goals import words_of


@require_safe
@for_decision()
def decision(request):
    return decision_page(request)


def decision_page(request, *, status=200, **more):
    """The page with everything that belongs to it. Other views bring a form that was not accepted as `more`."""
    found, place = request.decision, request.membership
    inputs = list(found.inputs.select_related("person", "recorded_by"))
    for one in inputs:
        one.mine = one.person_id == request.user.pk
    opened = found.stage != DecisionStage.DRAFT
    context = {
        "decision": found,
        "rights": rights_of(found),
        "guide": guides.guide(found.guide) if found.guide in guides.GUIDE_KEYS else None,
        "filter_question": filter_question(request.team, guest=is_guest(place)),
        "inputs": inputs,
        "has_input": any(one.mine for one in inputs),
        "unanswered": sum(not one.taken for one in inputs),
        "is_guest": is_guest(place),
        "can_bring": may_bring_input(place) and found.takes_input,
        "input_changeable": found.stage == DecisionStage.OPEN,
        "can_run": may_run_decision(place),
        "can_edit": may_run_decision(place)
        and found.stage == DecisionStage.OPEN
        or (may_prepare_decision(place) and not opened),
        "can_remove": not opened and may_remove_draft(place, found),
        "can_explain": found.stage in {DecisionStage.DECIDED, DecisionStage.DROPPED}
        and may_explain_decision(place, found),
        "lacks": [] if opened else found.lacks(),
    }
    template = "visioning/decisions/decision.html"
    context |= standing_of(request) | more
    return render_page(request, template, context, partials={"decision"}, status=status)


def filter_question(team, *, guest=False) -> str:
    """What the vision asks of every new idea, or "". Guests read what the team adopted; the text itself is not theirs."""
    vision = SharedVision.objects.filter(team=team).first()
    source = vision and (vision.adopted_version() if guest else vision.reading())
    return source.plain("filter").strip() if source else ""


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_prepare_decision)
def decision_new(request):
    form = DecisionForm(
        request.POST if request.method == "POST" else None, team=request.team, initial=prefilled(request)
    )
    if form.is_valid():
        made = Decision.prepare(request.team, request.user, **form.said)
        messages.success(request, _("Kept as a draft. Only your team sees it until it is opened."))
        return redirect(made)
    context = {"form": form, "filter_question": filter_question(request.team)}
    return render_page(request, "visioning/decisions/decision_new.html", context, status=422 if form.errors else 200)


def prefilled(request):
    """What an address may bring along, as far as it is of use."""
    brought = {"question": request.GET.get("question", "")[:300]}
    if request.GET.get("guide") in guides.GUIDE_KEYS:
        brought["guide"] = request.GET["guide"]
    return brought


def asked_to(request, rule, *more):
    if not rule(request.membership, *more):
        raise PermissionDenied


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision(may_prepare_decision)
def decision_edit(request):
    """A draft: all of it, by everybody who takes part. An open one: what one should know and more time, by whoever runs it."""
    found = request.decision
    if found.stage == DecisionStage.OPEN:
        asked_to(request, may_run_decision)
    elif found.stage != DecisionStage.DRAFT:
        return moved_on(request)
    data, template = request.POST if request.method == "POST" else None, "visioning/decisions/decision_edit.html"
    form = form_about(found, data)
    if found.stage == DecisionStage.OPEN and data and "question" in data:
        # Sent from a form that was open while somebody opened it: nothing is lost, and what is fixed is said.
        fixed = [
            (_("The question"), found.question),
            *((one.label, one.sentence or one.words) for one in rights_of(found)),
        ]
        return render_page(request, template, {"form": form.on_top_of(found), "other": fixed}, status=409)
    if form.is_valid():
        try:
            found.mend(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            stored = stale.stored
            stored.team = request.team
            if (stored.stage == DecisionStage.DRAFT) != isinstance(form, DecisionForm):
                return moved_on(request)
            context = {"form": form.on_top_of(stored), "other": told(form, stored)}
            return render_page(request, template, context, status=409)
        except MovedOn:
            return moved_on(request)
        except Gone:
            return gone(request)
        messages.success(request, _("Saved."))
        return redirect(found)
    if form.errors:
        found.refresh_from_db(fields=("question",))
    return render_page(request, template, {"form": form}, status=422 if form.errors else 200)


def form_about(found, data):
    """What may be said of a decision now."""
    if found.stage == DecisionStage.DRAFT:
        return DecisionForm(data, team=found.team, instance=found)
    return OpenDecisionForm(data, instance=found)


def told(form, stored):
    """What is saved now, in words, where it is not what the form says."""
    mine = form.cleaned_data
    shown = {name: value for name, value in zip(form._meta.fields, words_of(form, stored), strict=True)}
    for name in ("rule", "openness", "audience"):
        if name in shown:
            shown[name] = (shown[name][0], getattr(stored, f"get_{name}_display")())
    if "guide" in shown and stored.guide in guides.GUIDE_KEYS:
        shown["guide"] = (shown["guide"][0], guides.guide(stored.guide).label)
    return [pair for name, pair in shown.items() if getattr(stored, name) != mine.get(name)]


def moved_on(request):
    messages.info(request, _("This decision has moved on meanwhile, so nothing was changed. Here is how it stands."))
    return redirect(request.decision)


def gone(request):
    messages.info(request, _("Somebody removed this a moment ago."))
    return redirect("decision_list", request.team.slug)


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision(may_run_decision)
def decision_open(request):
    """The rights once more, since nobody changes them afterwards; then it is open."""
    found, lacks, status = request.decision, request.decision.lacks(), 200
    if found.stage != DecisionStage.DRAFT:
        return moved_on(request)
    if request.method == "POST":
        try:
            first = found.open(request.user)
        except NotReady as not_ready:
            lacks, status = not_ready.lacks, 422
        except Gone:
            return gone(request)
        else:
            if not first:
                return moved_on(request)
            messages.success(request, _("It is open. Whoever may give input finds it on their page."))
            return redirect(found)
    context = {"rights": rights_of(found), "lacks": lacks, "refused": status == 422}
    return render_page(request, "visioning/decisions/decision_open.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision(may_prepare_decision)
def decision_remove(request):
    """The question before a draft goes for good."""
    found, again, status = request.decision, False, 200
    if found.stage != DecisionStage.DRAFT:
        return moved_on(request)
    asked_to(request, may_remove_draft, found)
    if request.method == "POST":
        form = RemovalForm(request.POST)
        try:
            if form.is_valid():
                found.remove(form.cleaned_data["edition"])
                messages.success(request, _("Removed: “%(words)s”") % {"words": found.question})
                return redirect("decision_list", request.team.slug)
            again, status = True, 422
        except Stale as stale:
            request.decision, again, status = stale.stored, True, 409
            request.decision.team = request.team
        except MovedOn:
            return moved_on(request)
        except Gone:
            return gone(request)
    context = {"found": request.decision, "again": again}
    return render_page(request, "visioning/decisions/decision_remove.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision(may_run_decision)
def decision_drop(request):
    """It is not decided after all: the log keeps it with the reason."""
    if request.decision.stage != DecisionStage.OPEN:
        return moved_on(request)
    form = DropForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not request.decision.drop(form.cleaned_data["because"]):
            return moved_on(request)
        messages.success(request, _("It stays in the log with your reason. Thank those who gave input."))
        return redirect(request.decision)
    context = {"form": form}
    return render_page(request, "visioning/decisions/decision_drop.html", context, status=422 if form.errors else 200)


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision()
def decision_explain(request):
    """What was heard and not taken up, and why, input by input."""
    found = request.decision
    asked_to(request, may_explain_decision, found)
    if found.stage not in {DecisionStage.DECIDED, DecisionStage.DROPPED}:
        messages.info(request, _("First write down what was decided, then say what became of what people brought."))
        return redirect(found)
    inputs = list(found.inputs.select_related("person", "recorded_by"))
    form = ExplanationForm(request.POST if request.method == "POST" else None, decision=found, inputs=inputs)
    other, status = None, 422 if form.errors else 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            found.explain(said["edition"], said["explanation"], form.answers)
        except Stale as stale:
            other, status = stale.stored, 409
            form.data = form.data.copy()
            form.data["edition"] = stale.stored.edition
        except MovedOn:
            return moved_on(request)
        else:
            messages.success(request, _("Whoever may read this decision sees it now."))
            return redirect(found)
    context = {"form": form, "other": other}
    return render_page(request, "visioning/decisions/decision_explain.html", context, status=status)
