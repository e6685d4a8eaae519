"""Versions of a theory: keeping, reading, comparing, restoring."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import render_page
from visioning.access import for_theory
from visioning.forms.theory_versions import NOW, TheoryComparisonForm, TheoryVersionForm
from visioning.models import Gone, TheoryVersion
from visioning.rules import may_write_theory
from visioning.theory.compare import bare, changes_between
from visioning.theory.drawing import draw
from visioning.theory.outline import outline_of
from visioning.theory_history import History

PARTS = {"theory-versions", "theory-lately"}


def version_of(request, number):
    return get_object_or_404(request.theory.versions.select_related("kept_by"), number=number)


def drawings(shape, marks=None):
    """Both widths of a picture, for `theories/_diagram.html`. `outline` is the id of its text alternative on the page."""
    return {
        f"diagram_{form}": draw(shape, name=f"drawn-{form}", marks=marks, form=form, described_by="outline")
        for form in ("wide", "narrow")
    }


def compared(old, new):
    """What changed between two shapes, and one picture of both, or where that would be too full, of the newer one."""
    changes = changes_between(old, new)
    return {"changes": changes, **drawings(changes.union if changes.in_one_picture else new, changes.marks)}


def put_away(request):
    messages.info(request, _("Somebody put this theory away a moment ago."))
    return redirect("theory_list", request.team.slug)


@require_safe
@for_theory()
def theory_version_list(request):
    return list_page(request, TheoryVersionForm())


def list_page(request, form):
    history = History(request.theory)
    versions = list(request.theory.versions.listed())
    context = {
        "versions": [version for version in versions if not version.automatic],
        "automatic": [version for version in versions if version.automatic],
        "writers": history.writers,
        "lately": history.lately(),
        "form": form,
        "can_keep": may_write_theory(request.membership),
    }
    template, status = "visioning/theory_versions/theory_version_list.html", 422 if form.errors else 200
    return render_page(request, template, context, partials=PARTS, status=status)


@require_POST
@for_theory(may_write_theory)
def theory_version_keep(request):
    """Keep what the theory says now, with a name or without."""
    form = TheoryVersionForm(request.POST)
    if not form.is_valid():
        return list_page(request, form)
    try:
        version = TheoryVersion.keep(request.theory, request.user, form.cleaned_data["name"])
    except Gone:
        return put_away(request)
    messages.success(request, _("Kept: %(version)s.") % {"version": version.label})
    return redirect("theory_version_list", request.team.slug, request.theory.number)


@require_safe
@for_theory()
def theory_version_detail(request, version_number):
    """What the theory said then, to be read only."""
    version = version_of(request, version_number)
    shape = version.shape
    context = {
        "version": version,
        "outline": outline_of(shape),
        **drawings(shape),
        "can_keep": may_write_theory(request.membership),
    }
    return render_page(request, "visioning/theory_versions/theory_version_detail.html", context)


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory(may_write_theory)
def theory_version_edit(request, version_number):
    """Name a version."""
    version = version_of(request, version_number)
    form = TheoryVersionForm(request.POST if request.method == "POST" else None, instance=version)
    label = version.label  # a name that does not fit is not its name
    if form.is_valid():
        version.rename(form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("theory_version_detail", request.team.slug, request.theory.number, version.number)
    context = {"version": version, "label": label, "form": form}
    template = "visioning/theory_versions/theory_version_edit.html"
    return render_page(request, template, context, status=422 if form.errors else 200)


@require_safe
@for_theory()
def theory_version_compare(request):
    """Two points, or one and now: what changed, in sentences and in one picture of both. `?old=&new=`, by number or "now"."""
    form = TheoryComparisonForm(request.GET, request.theory.versions.only("number", "name"))
    context = {"form": form}
    if form.is_valid():
        context |= compared(*shapes_at(request.theory, form.points))
    status = 200 if form.is_valid() else 422
    return render_page(request, "visioning/theory_versions/theory_version_compare.html", context, status=status)


def shapes_at(theory, points):
    numbers = [int(point) for point in points if point != NOW]
    found = {str(version.number): version.shape for version in theory.versions.filter(number__in=numbers)}
    if NOW in points:
        found[NOW] = theory.shape()
    return [found[point] for point in points]


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory(may_write_theory)
def theory_version_restore(request, version_number):
    """Let the theory say again what it said. What it says until then is kept first."""
    version = version_of(request, version_number)
    version.theory = request.theory
    if request.method == "POST":
        try:
            done = version.restore(request.user)
        except Gone:
            return put_away(request)
        if done:
            words = _("The theory says again what it said in “%(version)s”.")
            messages.success(request, words % {"version": version.label})
        else:
            messages.info(request, _("The theory says that already."))
        return redirect(request.theory)
    context = {"version": version, **compared(bare(request.theory.shape()), bare(version.shape))}
    return render_page(request, "visioning/theory_versions/theory_version_restore.html", context)
