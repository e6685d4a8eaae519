"""What people bring to a decision: their own words, or those of a colleague they asked face to face. Its author changes it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.pages import render_page
from visioning.decision_access import for_decision
from visioning.forms.decision_inputs import DecisionInputForm, InPersonInputForm
from visioning.models import DecisionInput, DecisionStage, Gone, InputClosed, Stale
from visioning.rules import may_bring_input, may_note_input


def closed(request):
    messages.info(
        request, _("Input is closed, so nothing was changed. If it is urgent, speak to whoever runs this decision.")
    )
    return redirect(request.decision)


def gone(request):
    messages.info(request, _("This was taken back a moment ago."))
    return redirect(request.decision)


def my_input(request, input_id) -> DecisionInput:
    """The reader's own. Words of others do not exist here."""
    found = get_object_or_404(DecisionInput, decision=request.decision, pk=input_id, person=request.user)
    found.decision = request.decision
    return found


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision(may_bring_input)
def decision_input_add(request):
    found, data = request.decision, request.POST if request.method == "POST" else None
    if found.stage == DecisionStage.DRAFT:
        raise Http404
    if may_note_input(request.membership):
        form = InPersonInputForm(data, decision=found, person=request.user)
    else:
        form = DecisionInputForm(data)
    if not found.takes_input and data is None:
        return closed(request)
    if form.is_valid():
        colleague = form.cleaned_data.get("person")
        try:
            DecisionInput.bring(
                found,
                colleague or request.user,
                form.cleaned_data["words"],
                recorded_by=request.user if colleague else None,
            )
        except InputClosed:
            form.add_error(None, _("Input closed meanwhile. Your words are still here: speak to whoever runs this."))
        except Gone:
            return redirect("decision_list", request.team.slug)
        else:
            messages.success(request, heard(colleague))
            return redirect(found)
    status = 422 if form.errors else 200
    return render_page(request, "visioning/decisions/decision_input_add.html", {"form": form}, status=status)


def heard(colleague):
    if colleague:
        return _("Written down for %(name)s, who can change it or take it back.") % {"name": colleague}
    return _("Thank you. It stands with your name, and you will read here what became of it.")


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision(may_bring_input)
def decision_input_edit(request, input_id):
    found = my_input(request, input_id)
    if request.decision.stage != DecisionStage.OPEN:
        return closed(request)
    template = "visioning/decisions/decision_input_edit.html"
    form = DecisionInputForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        try:
            found.mend(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            other = [(form.fields["words"].label, stale.stored.words)]
            context = {"form": form.on_top_of(stale.stored), "found": found, "other": other}
            return render_page(request, template, context, status=409)
        except InputClosed:
            return closed(request)
        except Gone:
            return gone(request)
        messages.success(request, _("Saved."))
        return redirect(request.decision)
    context = {"form": form, "found": found}
    return render_page(request, template, context, status=422 if form.errors else 200)


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision()
def decision_input_remove(request, input_id):
    """The question before; then nothing of it is kept. Its author may, whatever their role is by now."""
    found = my_input(request, input_id)
    if request.decision.stage != DecisionStage.OPEN:
        return closed(request)
    if request.method == "POST":
        try:
            found.take_back()
        except InputClosed:
            return closed(request)
        except Gone:
            return gone(request)
        messages.success(request, _("Taken back. Nothing of it is kept."))
        return redirect(request.decision)
    return render_page(request, "visioning/decisions/decision_input_remove.html", {"found": found})
