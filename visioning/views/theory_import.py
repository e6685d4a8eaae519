"""A theory that comes in as text or from a file: first one sees what it would be, and only a yes to exactly that saves it."""

from dataclasses import replace

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.access import for_team
from leadership.pages import render_page
from visioning.access import for_theory
from visioning.forms.theory_import import TheoryImportForm, TheoryImportIntoForm
from visioning.models import CutOff, Gone, NameTaken, Stale, Theory, TheoryVersion
from visioning.rules import may_write_theory
from visioning.theory.compact import compact_of, loose_sentence
from visioning.theory.compare import changes_between
from visioning.theory.drawing import draw
from visioning.theory.matching import carried_on
from visioning.theory.outline import outline_of
from visioning.theory.shape import State
from visioning.theory.text_form import text_of

from .goals import cut_off

PAGE = "visioning/theory_files/theory_import.html"


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def theory_import(request):
    """A new theory. `?problem=<number>&guide=<key>` choose for whoever comes from there."""
    brought = {name: request.GET[name][:16] for name in ("problem", "guide") if name in request.GET}
    if request.method != "POST":
        return page(request, TheoryImportForm(team=request.team, initial=brought))
    form = TheoryImportForm(request.POST, files=request.FILES, team=request.team)
    if not form.is_valid():
        return page(request, form, status=422)
    title = form.cleaned_data["title"]
    shape = untried(replace(form.read.shape, title=title))
    if "confirm" not in request.POST or not form.was_seen:
        return preview(request, form, shape)
    try:
        made = Theory.begin(request.team, request.user, **form.said, shape=shape)
    except NameTaken:
        words = _("There is a theory of this name already. Choose another one, so that everybody knows which is meant.")
        form.add_error("title", words)
        return page(request, form, status=422)
    except CutOff:
        form.add_error("problem", cut_off())
        return page(request, form, status=422)
    except IntegrityError:
        return page(request, said_twice(form), status=422)
    messages.success(request, _("“%(title)s” is brought in.") % {"title": made})
    return redirect(made)


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory(may_write_theory)
def theory_import_into(request):
    """A theory as it stands, in the words of its text: change them there, or put others in their place."""
    theory, now = request.theory, request.theory.shape()
    if request.method != "POST":
        return page(request, TheoryImportIntoForm(initial={"words": text_of(now)} if now else None))
    form = TheoryImportIntoForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, form, status=422)
    shape = carried_on(replace(form.read.shape, title=now.title), now, theory.last_number)
    if "confirm" not in request.POST or not form.was_seen:
        return preview(request, form, shape, now)
    try:
        take_in(theory, request.user, shape, form.cleaned_data["edition"])
    except Stale:
        fresh = Theory.objects.get(pk=theory.pk)
        fresh.team = request.team
        return preview_anew(request, form, fresh)
    except Gone:
        messages.info(request, _("This theory was put away meanwhile. It can be put back from the overview."))
        return redirect("theory_list", request.team.slug)
    except IntegrityError:
        return page(request, said_twice(form), status=422)
    messages.success(request, _("Changed as the text says. What it said before is kept as a version."))
    return redirect(theory)


@transaction.atomic
def take_in(theory, by, shape, edition):
    """Keep what is said, then say this. Raises Stale where somebody changed it since `edition`, and Gone."""
    held = theory.still()
    if held.edition != edition:
        raise Stale(held)
    TheoryVersion.keep(theory, by, automatic=True)
    theory.become(shape, by, numbers_first=True)


def preview_anew(request, form, theory):
    """Somebody was quicker: the same words, against what the theory says now."""
    now = theory.shape()
    shape = carried_on(replace(form.read.shape, title=now.title), now, theory.last_number)
    if shape == now:  # most likely the same click, twice
        messages.success(request, _("The theory says all of this now."))
        return redirect(theory)
    request.theory = theory
    return preview(request, form, shape, now, meanwhile=True)


def preview(request, form, shape, now=None, meanwhile=False):
    """What it would be, with nothing saved. Compared where there is something to compare with."""
    theory = getattr(request, "theory", None)
    form.show(**({"edition": theory.edition} if theory else {}))
    changes = changes_between(now, shape) if now else None
    drawn, marks = (changes.union, changes.marks) if changes else (shape, None)
    context = {
        "shape": shape,
        "changes": changes,
        "nothing_new": now is not None and bool(now) and not changes,
        "meanwhile": meanwhile,
        "edited": "confirm" in request.POST and not meanwhile,
        "left_out": form.read.left_out,
        "compact": compact_of(shape),
        "loose": loose_sentence(shape),
        "outline": outline_of(shape),
        "diagram_wide": draw(drawn, name="wide", marks=marks, form="wide", described_by="theory-outline"),
        "diagram_narrow": draw(drawn, name="narrow", marks=marks, form="narrow", described_by="theory-outline"),
    }
    return page(request, form, status=409 if meanwhile else 200, **context)


def page(request, form, status=200, **context):
    theory = getattr(request, "theory", None)
    where = [request.team.slug, theory.number] if theory else [request.team.slug]
    context |= {"form": form, "cancel": reverse("theory_files" if theory else "theory_list", args=where)}
    return render_page(request, PAGE, context, status=status)


def said_twice(form):
    """The database knows capital letters of more languages than we do."""
    form.add_error("words", _("Two of these statements say the same. Take one of them out."))
    return form


def untried(shape):
    """How arrows fared is found out here, never brought along."""
    arrows = tuple(replace(one, state=State.UNTESTED, state_on=None) for one in shape.arrows)
    return replace(shape, arrows=arrows)
