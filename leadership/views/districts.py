"""Districts: making one, its page, its people, the link that brings schools in."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_district, signed_in
from leadership.district_results import across_schools
from leadership.forms import DistrictForm, DistrictMemberForm
from leadership.models import District, StaffRole
from leadership.pages import render_page
from leadership.rules import may_run_district

from .places import settle


@require_http_methods(("GET", "HEAD", "POST"))
@signed_in
def district_new(request):
    form = DistrictForm(request.POST or None)
    if form.is_valid():
        return redirect(District.found(request.user, form.cleaned_data["name"]))
    return render_page(
        request, "leadership/districts/district_new.html", {"form": form}, status=422 if form.errors else 200
    )


def district_page(request, member_form=None):
    can_run = may_run_district(request.district_member)
    schools = request.district.schools.as_seen_by(request.user)
    members = request.district.district_members.select_related("person").order_by("person__name", "id")
    return render_page(
        request,
        "leadership/districts/district_home.html",
        {
            "schools": schools,
            "members": members,
            "across_schools": across_schools(request.district),
            "can_run": can_run,
            "roles": StaffRole.choices,
            "link": request.build_absolute_uri(reverse("district_join", args=(request.district.link_token,)))
            if can_run
            else "",
            "member_form": member_form or DistrictMemberForm(district=request.district),
        },
        status=422 if member_form else 200,
    )


@require_safe
@for_district()
def district_home(request):
    return district_page(request)


@require_http_methods(("GET", "HEAD", "POST"))
@for_district(may_run_district)
def district_edit(request):
    form = DistrictForm(request.POST or None, instance=request.district)
    if form.is_valid():
        form.instance.save(update_fields=form.fields)
        messages.success(request, _("Saved."))
        return redirect(request.district)
    return render_page(
        request, "leadership/districts/district_edit.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
@for_district(may_run_district)
def district_link(request):
    """Open a fresh link, or close it."""
    if request.POST.get("to") == "close":
        request.district.close_link()
        messages.success(request, _("The link is closed."))
    else:
        request.district.rotate_link()
        messages.success(request, _("Here is a fresh link. Older ones no longer work."))
    return redirect(request.district)


@require_POST
@for_district(may_run_district)
def district_member_add(request):
    form = DistrictMemberForm(request.POST, district=request.district)
    if not form.is_valid():
        return district_page(request, member_form=form)
    _member, created = request.district.district_members.get_or_create(
        person=form.person, defaults={"role": form.cleaned_data["role"]}
    )
    if created:
        messages.success(request, _("%(name)s now works for the district.") % {"name": form.person})
    else:
        messages.info(request, _("%(name)s is here already.") % {"name": form.person})
    return redirect(request.district)


@require_POST
@for_district(may_run_district)
def district_member_edit(request, member_id):
    """Another role for somebody, or none: `role=remove` ends it."""
    member = get_object_or_404(request.district.district_members.select_related("person"), pk=member_id)
    role = request.POST.get("role")
    last = _("Somebody must run the district. Make another person a facilitator first.")
    done = settle(request, member, role, roles=StaffRole, last=last)
    # Whoever has just left may not look at the page any more.
    left = done and role == "remove" and member.person == request.user
    return redirect("home") if left else redirect(request.district)


@require_POST
@for_district(may_run_district)
def district_school_remove(request, school_id):
    """The school stays as it is; it only belongs to this district no longer."""
    school = get_object_or_404(request.district.schools, pk=school_id)
    school.district = None
    school.save(update_fields=("district",))
    messages.success(request, _("%(name)s no longer belongs to the district.") % {"name": school})
    return redirect(request.district)
