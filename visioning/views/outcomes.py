"""What was decided, written by a person; looked at again on its day; decided anew."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadership.pages import render_page
from visioning.decision_access import for_decision
from visioning.decision_rules import WAYS
from visioning.decision_standing import standing_of
from visioning.forms.outcomes import OutcomeForm, ReviewForm
from visioning.models import DecisionReview, DecisionStage, Gone, MovedOn, OtherWay, Reviewed
from visioning.rules import may_run_decision, may_write_outcome

from .proposals import gone, moved_on, too_late

Verdict = DecisionReview.Verdict


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision()
def outcome_write(request):
    """How it came about is counted again when it is saved: where that is another way by now, the words come back."""
    found = request.decision
    if not may_write_outcome(request.membership, found):
        raise PermissionDenied
    posted = request.method == "POST"
    if not posted and found.stage != DecisionStage.OPEN:
        return moved_on(request)
    count = found.count()
    begun = {"seen": count.proposal}
    form = OutcomeForm(request.POST if posted else None, decision=found, way=count.way, initial=begun)
    other_way = posted and found.stage == DecisionStage.OPEN and request.POST.get("way") != (count.way or "")
    if other_way:
        form = at_this_way(form, count)
    elif posted and form.is_valid():
        try:
            found.decide(request.user, form.cleaned_data["way"], form.cleaned_data["seen"], **form.said)
        except OtherWay:
            count, other_way = found.count(), True
            form = at_this_way(form, count)
        except MovedOn:
            found.refresh_from_db()
            kept = [(form.fields[name].label, words) for name, words in form.said.items() if isinstance(words, str)]
            return too_late(request, kept=kept, told=[(_("What was decided"), found.outcome)])
        except Gone:
            return gone(request)
        else:
            messages.success(request, _("It is decided and in the log. Now say what you heard and did not take up."))
            return redirect("decision_explain", request.team.slug, found.number)
    context = {
        "form": form,
        "count": count,
        "way": count.way,
        "way_told": WAYS.get(count.way),
        "other_way": other_way,
        "proposal": found.proposal,
    }
    status = 409 if other_way else 422 if form.errors else 200
    return render_page(request, "visioning/outcomes/outcome_write.html", context, status=status)


def at_this_way(form, count):
    """The same words, for the way it comes about now; nobody has yet agreed to that."""
    data = form.data.copy()
    data["way"], data["seen"] = count.way or "", count.proposal
    data.pop("sure", None)
    return OutcomeForm(initial=data.dict(), decision=form.decision, way=count.way)


@require_http_methods(("GET", "HEAD", "POST"))
@for_decision(may_run_decision)
def outcome_review(request):
    """What came of it, beside what was expected."""
    found, standing = request.decision, standing_of(request)["standing"]
    posted = request.method == "POST"
    if not posted and not standing.can_review:
        return moved_on(request)
    form = ReviewForm(request.POST if posted else None, decision=found, initial={"due_on": found.review_on})
    if form.is_valid():
        said = form.cleaned_data
        try:
            draft = found.look_back(request.user, **said)
        except Reviewed as reviewed:
            told = [(_("What came of it"), reviewed.review.found)] if reviewed.review else []
            return too_late(request, kept=[(form.fields["found"].label, said["found"])], told=told)
        except MovedOn:
            return too_late(request, kept=[(form.fields["found"].label, said["found"])])
        except Gone:
            return gone(request)
        messages.success(request, followed(said["verdict"], said["review_on"]))
        return redirect(draft or found)
    context = {"form": form, "standing": standing}
    status = 422 if form.errors else 200
    return render_page(request, "visioning/outcomes/outcome_review.html", context, status=status)


def followed(verdict, day):
    if verdict == Verdict.KEEP:
        return _("It stays. It comes back on %(day)s.") % {"day": date_format(day)}
    if verdict == Verdict.CHANGE:
        return _("Here is a draft that is to replace it. Say the question and the rules anew.")
    return _("It has ended. The log keeps it with what came of it.")


@require_POST
@for_decision(may_run_decision)
def outcome_revisit(request):
    """A draft that is to replace it, at any time; the one that is there already, where there is."""
    try:
        draft = request.decision.decide_anew(request.user)
    except MovedOn:
        return moved_on(request)
    except Gone:
        return gone(request)
    messages.success(request, _("Here is a draft that is to replace it. Say the question and the rules anew."))
    return redirect(draft)
