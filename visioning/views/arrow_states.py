"""How an arrow fares when it is tried: noted with its day and with what showed it, never erased, only followed by a later note."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.pages import render_page
from visioning.access import for_theory
from visioning.belief_results import Result
from visioning.forms.arrow_states import ArrowStateForm
from visioning.models import Arrow, Gone
from visioning.rules import may_write_theory


def standing_of(arrow, membership, shape) -> dict:
    """What `arrows/_state.html` and `beliefs/_arrow.html` show of an arrow whose ends and theory are at hand."""
    may_note = may_write_theory(membership) and arrow.removed_at is None
    result = Result.latest_of(arrow.theory, shape)
    return {
        "arrow": arrow,
        "arrow_states": list(arrow.states.select_related("noted_by")),
        "arrow_said": result.standing.get((arrow.source.number, arrow.target.number)) if result else None,
        "belief_result": result,
        "state_form": ArrowStateForm(arrow=arrow) if may_note else None,
    }


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory(may_write_theory)
def arrow_state_note(request, source_number, target_number):
    """The form on a page of its own, for when it is not accepted; the arrow's page has it too."""
    ends = {"source__number": source_number, "target__number": target_number}
    rows = Arrow.objects.with_ends().filter(theory=request.theory, **ends)
    arrow = rows.order_by(F("removed_at").desc(nulls_first=True)).first()
    if arrow is None:
        raise Http404
    arrow.theory = request.theory
    form = ArrowStateForm(request.POST if request.method == "POST" else None, arrow=arrow)
    gone = arrow.removed_at is not None
    if form.is_valid() and not gone:
        said = form.cleaned_data
        try:
            arrow.note_state(request.user, said["state"], said["on"], said["because"].strip())
        except Gone:
            gone = True
        else:
            messages.success(request, _("Noted, with its day."))
            return redirect(f"{arrow.get_absolute_url()}#arrow-state")
    context = {
        "arrow": arrow,
        "is_gone": gone,
        "state_form": form,
        "arrow_states": arrow.states.select_related("noted_by"),
    }
    status = 409 if gone and form.is_bound else 422 if form.errors else 200
    return render_page(request, "visioning/arrows/arrow_state_note.html", context, status=status)
