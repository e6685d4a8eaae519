"""Team agreements: adding, changing, ordering, removing. They are read on the team home."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadership.access import for_team
from leadership.forms import AgreementForm
from leadership.models import Agreement, TooMany
from leadership.pages import render_page
from leadership.rules import may_write_agreements

from .teams import team_home_page


@require_POST
@for_team(may_write_agreements)
def agreement_add(request):
    form = AgreementForm(request.POST)
    if form.is_valid():
        try:
            Agreement.write(request.team, request.user, form.cleaned_data["text"])
        except TooMany:
            form.add_error("text", _("Twelve are plenty. Remove one that nobody needs any more."))
        else:
            messages.success(request, _("Added: “%(text)s”") % form.cleaned_data)
            form = None
    return team_home_page(request, agreement_form=form)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_agreements)
def agreement_edit(request, agreement_id):
    agreement = get_object_or_404(request.team.agreements, pk=agreement_id)
    form = AgreementForm(request.POST or None, instance=agreement)
    if form.is_valid():
        # Not save(): somebody may have removed it while this form was open.
        changed = request.team.agreements.filter(pk=agreement.pk).update(text=form.cleaned_data["text"])
        if changed:
            messages.success(request, _("Saved."))
        else:
            messages.info(request, _("Somebody removed this agreement a moment ago."))
        return redirect(request.team)
    return render_page(
        request,
        "leadership/teams/agreement_edit.html",
        {"form": form, "agreement": agreement},
        status=422 if form.errors else 200,
    )


@require_POST
@for_team(may_write_agreements)
def agreement_move(request, agreement_id):
    agreement = get_object_or_404(request.team.agreements, pk=agreement_id)
    agreement.move(-1 if request.POST.get("to") == "up" else 1)
    return team_home_page(request, moved=agreement)


@require_POST
@for_team(may_write_agreements)
def agreement_remove(request, agreement_id):
    agreement = get_object_or_404(request.team.agreements, pk=agreement_id)
    request.team.agreements.filter(pk=agreement.pk).delete()
    messages.success(request, _("Removed: “%(text)s”") % {"text": agreement.text})
    return team_home_page(request, gone=True)
