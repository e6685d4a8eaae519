"""Versions of the shared vision: keeping, reading, comparing, restoring, adopting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import render_page
from visioning.access import for_vision
from visioning.alignment_result import Result
from visioning.forms import NOW, AdoptionForm, ComparisonForm, VersionForm
from visioning.live.authorship import Authors, contributions
from visioning.live.compare import Comparison
from visioning.models import SECTIONS, Version
from visioning.rules import may_adopt_version, may_keep_version, may_read_text, may_restore_version

from .shared_visions import parts_of, vision_of

KEYS = [section.key for section in SECTIONS]


def version_of(request, vision, number):
    return get_object_or_404(vision.text.versions.select_related("kept_by"), number=number)


@require_safe
@for_vision(may_read_text)
def version_list(request):
    return version_list_page(request, vision_of(request), VersionForm())


def version_list_page(request, vision, form):
    context = {
        "vision": vision,
        "versions": vision.text.versions.listed(),
        "form": form,
        "can_keep": may_keep_version(request.membership),
    }
    status = 422 if form.errors else 200
    return render_page(request, "visioning/versions/version_list.html", context, status=status)


@require_POST
@for_vision(may_keep_version)
def version_keep(request):
    """Keep what the text says now; with `then=adopt`, go on to adopting it."""
    vision = vision_of(request)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return version_list_page(request, vision, form)
    version = Version.keep(vision.text, request.user, form.cleaned_data["name"])
    if request.POST.get("then") == "adopt":
        return redirect("version_adopt", request.team.slug, version.number)
    messages.success(request, _("Kept: %(version)s.") % {"version": version})
    return redirect("version_list", request.team.slug)


@require_safe
@for_vision(may_read_text)
def version_detail(request, number):
    vision = vision_of(request)
    version = version_of(request, vision, number)
    authors = Authors.of(vision.text_id)
    hands = authors if request.GET.get("authors") == "1" else None
    context = {
        "vision": vision,
        "version": version,
        **parts_of(version.reading, hands),
        "with_names": hands is not None,
        "contributions": contributions(authors, version.reading),
        "adoptions": version.adoptions.prefetch_related("people"),
        "can_keep": may_keep_version(request.membership),
        "can_restore": may_restore_version(request.membership),
        "can_adopt": may_adopt_version(request.membership),
    }
    return render_page(request, "visioning/versions/version_detail.html", context)


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_keep_version)
def version_edit(request, number):
    """Name a version."""
    vision = vision_of(request)
    version = version_of(request, vision, number)
    form = VersionForm(request.POST or None, instance=version)
    if form.is_valid():
        version.rename(form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("version_detail", request.team.slug, version.number)
    context = {"vision": vision, "version": version, "form": form}
    return render_page(request, "visioning/versions/version_edit.html", context, status=422 if form.errors else 200)


@require_safe
@for_vision(may_read_text)
def version_compare(request):
    """Two points beside each other: words added and removed, and by whom."""
    vision = vision_of(request)
    form = ComparisonForm(request.GET, vision.text.versions.only("number", "name", "kept_at"))
    context = {"vision": vision, "form": form}
    if form.is_valid():
        old, new = form.points
        authors = Authors.of(vision.text_id)
        readings = readings_at(vision, {old, new}) | {NOW: authors.now}
        comparison = Comparison(readings[old], readings[new], authors, KEYS)
        context |= {"comparison": comparison, "sections": compared_sections(comparison)}
    status = 200 if form.is_valid() else 422
    return render_page(request, "visioning/versions/version_compare.html", context, status=status)


def readings_at(vision, points):
    numbers = [point for point in points if point != NOW]
    return {str(version.number): version.reading for version in vision.text.versions.filter(number__in=numbers)}


def compared_sections(comparison):
    """Each section with its rows, those without any words left out."""
    rows = ((section, comparison.rows(section.key)) for section in SECTIONS)
    return [{"section": section, "rows": found} for section, found in rows if found]


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_restore_version)
def version_restore(request, number):
    """Let the text say again what it said. A new change like any other: nothing is erased."""
    vision = vision_of(request)
    version = version_of(request, vision, number)
    if request.method == "POST":
        if version.restore(request.user):
            messages.success(
                request, _("The text says again what it said in “%(version)s”.") % {"version": version.label}
            )
        else:
            messages.info(request, _("The text says that already."))
        return redirect(vision)
    comparison = Comparison(vision.reading(), version.reading, None, KEYS)
    context = {
        "vision": vision,
        "version": version,
        "comparison": comparison,
        "sections": compared_sections(comparison),
    }
    return render_page(request, "visioning/versions/version_restore.html", context)


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_adopt_version)
def version_adopt(request, number):
    """Write down that the team said yes to this version: on which day, and who took part."""
    vision = vision_of(request)
    version = version_of(request, vision, number)
    form = AdoptionForm(request.POST or None, team=request.team)
    if form.is_valid():
        adoption = version.adopt(request.user, form.cleaned_data["people"], form.at)
        messages.success(
            request,
            ngettext(
                "Adopted by one person. Everybody can go on writing; this version stays as it is.",
                "Adopted by %(count)s people. Everybody can go on writing; this version stays as it is.",
                adoption.people_count,
            )
            % {"count": adoption.people_count},
        )
        return redirect("version_detail", request.team.slug, version.number)
    check = version.alignment_checks.closed().select_related("version", "vision").first()
    context = {"vision": vision, "version": version, "form": form, "result": check and Result.of(check)}
    return render_page(request, "visioning/versions/version_adopt.html", context, status=422 if form.errors else 200)
