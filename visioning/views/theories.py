"""The three steps on one page, and theories as a whole: beginning, naming, copying one, putting it away and back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership import guides
from leadership.access import for_team
from leadership.pages import render_page
from visioning.access import for_theory
from visioning.forms.theories import (
    COPY,
    NAME_TAKEN,
    NOTHING,
    STARTER,
    WHOLE,
    TheoryDuplicateForm,
    TheoryForm,
    TheoryStartForm,
)
from visioning.models import CutOff, Gone, NameTaken, Stale, Theory
from visioning.rules import may_remove_theory, may_write_theory
from visioning.theory.compact import compact_of
from visioning.theory.holes import holes_of
from visioning.theory.shape import LONGEST_TITLE, Column
from visioning.theory.starters import starter_shape

from .goals import cut_off
from .problems import problems_of


@require_safe
@for_team()
def theory_list(request):
    """Goals, problems of practice and theories in order."""
    theories = list(request.team.theories.standing().select_related("problem").in_full())
    labels = {one.key: one.label for one in guides.conditions()}
    for one in theories:
        tell_of(one, request, labels)
    put_away = list(request.team.theories.put_away().order_by("-removed_at", "-number").select_related("removed_by"))
    context = {
        "goals": list(request.team.goals.all()),
        "problems": problems_of(request.team),
        "theories": theories,
        "put_away": put_away,
        "can_write": may_write_theory(request.membership),
    }
    for one in context["goals"]:
        one.team = request.team
        one.problems_here = [found for found in context["problems"] if found.goal_id == one.pk]
    context["without_goal"] = [found for found in context["problems"] if found.goal_id is None]
    return render_page(request, "visioning/theories/theory_list.html", context, partials={"steps"})


def tell_of(theory, request, labels):
    """What the list says of one theory: its first sentence, its size, what it serves, what is still open."""
    theory.team = request.team
    if theory.problem:
        theory.problem.team = request.team
    shape = theory.shape()
    pieces = compact_of(shape)
    theory.sentence = pieces[0].sentence if pieces else ""
    theory.statement_count = len(shape.statements)
    theory.hole_count = len(holes_of(shape)) if shape else 0
    theory.serves = labels.get(theory.guide, theory.guide) if theory.guide else _("the whole vision")
    theory.can_remove = may_remove_theory(request.membership, theory)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def theory_start(request):
    """`?problem=<number>&guide=<key>&start=starter&copied=<number>` choose for whoever comes from there."""
    brought = {name: request.GET[name][:16] for name in ("problem", "guide", "start", "copied") if name in request.GET}
    form = TheoryStartForm(request.POST if request.method == "POST" else None, team=request.team, initial=brought)
    if form.is_valid():
        try:
            made = Theory.begin(request.team, request.user, **form.said, shape=first_shape(form.cleaned_data))
        except NameTaken:
            form.add_error("title", NAME_TAKEN)
        except CutOff:
            form.add_error("problem", cut_off())
        else:
            messages.success(
                request, _("“%(title)s” is begun. What do you do, and what comes of it?") % {"title": made}
            )
            # On an empty page into its first field: whoever begins a theory has a sentence in mind.
            at = {"at": Column.DO.value} if form.cleaned_data["start"] == NOTHING else None
            return redirect(reverse("theory_write", args=(request.team.slug, made.number), query=at))
    status = 422 if form.errors else 200
    return render_page(request, "visioning/theories/theory_start.html", {"form": form}, status=status)


def first_shape(said):
    """What a new theory says at first, or None."""
    if said["start"] == STARTER:
        return starter_shape(guides.guide(said["guide"] or guides.OVERVIEW), said["title"])
    return said["copied"].shape() if said["start"] == COPY else None


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory(may_write_theory)
def theory_edit(request):
    """Its name, what it serves and its problem."""
    form = TheoryForm(request.POST if request.method == "POST" else None, team=request.team, instance=request.theory)
    other, status = None, 200
    if form.is_valid():
        try:
            request.theory.describe(**form.said, described=form.cleaned_data["described"])
        except NameTaken:
            form.add_error("title", NAME_TAKEN)
        except CutOff:
            form.add_error("problem", cut_off())
        except Stale as stale:
            other, status = said_of(form, stale.stored), 409
            data = form.data.copy()
            data["described"] = stale.stored.described
            form = TheoryForm(data, team=request.team, instance=stale.stored)
        except Gone:
            return put_away_meanwhile(request)
        else:
            messages.success(request, _("Saved."))
            return redirect(request.theory)
    if form.errors:
        status = 422
    request.theory = Theory.objects.get(pk=request.theory.pk)  # the form has written on the one it was given
    request.theory.team = request.team
    context = {"form": form, "other": other, "can_remove": may_remove_theory(request.membership, request.theory)}
    return render_page(request, "visioning/theories/theory_edit.html", context, status=status)


def said_of(form, stored):
    """What is saved now, by the labels of the form."""
    said = {name: getattr(stored, name) for name in form._meta.fields}
    said["guide"] = dict(form.fields["guide"].choices).get(stored.guide or WHOLE, stored.guide)
    return [(form.fields[name].label, words or "–") for name, words in said.items()]


def put_away_meanwhile(request):
    messages.info(request, _("Somebody put this theory away a moment ago."))
    return redirect("theory_list", request.team.slug)


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory(may_write_theory)
def theory_duplicate(request):
    """A copy with a name of its own: its statements, arrows and reasons, not what was said about them."""
    theory = request.theory
    posted = request.POST if request.method == "POST" else None
    form = TheoryDuplicateForm(posted, theory=theory, initial={"title": name_of_copy(theory)})
    if form.is_valid():
        said = {"guide": theory.guide, "problem": theory.problem, "skipped": theory.skipped, "shape": theory.shape()}
        try:
            made = Theory.begin(request.team, request.user, form.cleaned_data["title"], **said)
        except NameTaken:
            form.add_error("title", NAME_TAKEN)
        except CutOff:
            messages.info(request, _("Its problem of practice was removed a moment ago. Please copy it again."))
            return redirect("theory_list", request.team.slug)
        else:
            messages.success(request, _("This is the copy. The other one stays as it is."))
            return redirect(made)
    status = 422 if form.errors else 200
    return render_page(request, "visioning/theories/theory_duplicate.html", {"form": form}, status=status)


def name_of_copy(theory) -> str:
    """A free one: “… (copy)”, “… (copy 2)”."""
    taken = {title.casefold() for title in theory.team.theories.standing().values_list("title", flat=True)}
    number = 1
    while True:
        ending = _(" (copy)") if number == 1 else _(" (copy %(number)s)") % {"number": number}
        name = theory.title[: LONGEST_TITLE - len(ending)].rstrip() + ending
        if name.casefold() not in taken:
            return name
        number += 1


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory(may_write_theory)
def theory_remove(request):
    """The question before; then it is put away, and can be put back."""
    if not may_remove_theory(request.membership, request.theory):
        raise PermissionDenied
    if request.method == "POST":
        if not request.theory.remove(request.user):
            return put_away_meanwhile(request)
        messages.success(
            request, _("Put away: “%(title)s”. You find it below all theories.") % {"title": request.theory}
        )
        return redirect("theory_list", request.team.slug)
    return render_page(request, "visioning/theories/theory_remove.html", {})


@require_POST
@for_team(may_write_theory)
def theory_put_back(request, theory_number):
    theory = get_object_or_404(request.team.theories, number=theory_number)
    theory.team = request.team
    try:
        back = theory.put_back()
    except NameTaken:
        words = _("There is another theory called “%(title)s” by now. Give that one another name first.")
        messages.warning(request, words % {"title": theory})
        return redirect("theory_list", request.team.slug)
    if back:
        messages.success(request, _("“%(title)s” is back.") % {"title": theory})
    else:
        messages.info(request, _("Somebody put it back a moment ago."))
    return redirect(theory)
