"""Schools: making one, its page for the staff, its people."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_school, signed_in
from leadership.forms import JoinRequestForm, SchoolForm, StaffRoleForm
from leadership.models import AssessmentRound, Audience, School, StaffRole
from leadership.pages import render_page
from leadership.rules import can_be_asked, may_run_school

from .places import settle

ROUNDS = 5  # of those that asked all staff, the latest


@require_http_methods(("GET", "HEAD", "POST"))
@signed_in
def school_new(request):
    form = SchoolForm(request.POST or None, person=request.user)
    if form.is_valid():
        school = School.found(request.user, form.cleaned_data["name"], form.cleaned_data.get("district"))
        messages.success(request, _("%(name)s is here. Next: start its leadership team.") % {"name": school})
        return redirect(school)
    return render_page(
        request, "leadership/schools/school_new.html", {"form": form}, status=422 if form.errors else 200
    )


@require_safe
@for_school()
def school_home(request):
    can_run = may_run_school(request.staff_member)
    teams = list(request.school.teams.as_seen_by(request.user))
    for team in teams:
        team.can_ask = can_be_asked(team)
    return render_page(
        request,
        "leadership/schools/school_home.html",
        {
            "teams": teams,
            "staff": request.school.staff_members.select_related("person").order_by("person__name", "id"),
            # Those that were closed as well: whoever answered finds here what came of it.
            "assessment_rounds": AssessmentRound.objects.filter(team__school=request.school, audience=Audience.STAFF)
            .select_related("team")
            .order_by("-opened_at", "-id")[:ROUNDS],
            "can_run": can_run,
            "link": request.build_absolute_uri(reverse("school_join", args=(request.school.link_token,)))
            if can_run
            else "",
            "form": JoinRequestForm(),
        },
    )


@require_http_methods(("GET", "HEAD", "POST"))
@for_school(may_run_school)
def school_edit(request):
    form = SchoolForm(request.POST or None, instance=request.school, person=request.user)
    if form.is_valid():
        form.instance.save(update_fields=form.fields)
        messages.success(request, _("Saved."))
        return redirect(request.school)
    return render_page(
        request, "leadership/schools/school_edit.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
@for_school(may_run_school)
def school_link(request):
    """Open a fresh link for staff, or close it."""
    if request.POST.get("to") == "close":
        request.school.close_link()
        messages.success(request, _("The link is closed."))
    else:
        request.school.rotate_link()
        messages.success(request, _("Here is a fresh link. Older ones no longer work."))
    return redirect(request.school)


@require_http_methods(("GET", "HEAD", "POST"))
@for_school(may_run_school)
def staff_member_edit(request, staff_id):
    """Another role for somebody on the staff, or none."""
    member = get_object_or_404(request.school.staff_members.select_related("person"), pk=staff_id)
    if request.method == "POST":
        return end_or_change(request, member, request.POST.get("role"))
    form = StaffRoleForm(initial={"role": member.role})
    return render_page(request, "leadership/schools/staff_member_edit.html", {"form": form, "member": member})


@require_http_methods(("GET", "HEAD", "POST"))
@for_school()
def school_leave(request):
    """One's own way out."""
    if request.method == "POST":
        return end_or_change(request, request.staff_member, "remove")
    return render_page(request, "leadership/schools/school_leave.html")


def end_or_change(request, member, role):
    teams = request.school.teams.for_person(member.person)
    if role == "remove" and teams:
        names = ", ".join(team.name for team in teams)
        messages.error(request, _("Leave the team first: %(names)s.") % {"names": names})
        return redirect(request.school)
    last = _("Somebody must run the school's page. Make another person a facilitator first.")
    done = settle(request, member, role, roles=StaffRole, last=last)
    left = done and role == "remove" and member.person == request.user
    return redirect("home") if left else redirect(request.school)
