"""Coming in: by a link somebody passed on, or by answering a team's open call."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadership.access import for_school, signed_in
from leadership.forms import JoinRequestForm
from leadership.models import District, JoinedBy, School, Team
from leadership.pages import render_page
from leadership.rules import can_be_asked


@require_http_methods(("GET", "HEAD", "POST"))
@signed_in
def team_join(request, token):
    """A link shows the name of the team and one button; only the button joins."""
    team = Team.for_link(token)
    if team and request.method == "POST":
        team.welcome(request.user, JoinedBy.LINK)
        messages.success(request, _("Welcome to %(name)s.") % {"name": team})
        return redirect(team)
    return render_page(request, "leadership/invitations/team_join.html", {"team": team}, status=200 if team else 404)


@require_http_methods(("GET", "HEAD", "POST"))
@signed_in
def school_join(request, token):
    school = School.for_link(token)
    if school and request.method == "POST":
        school.welcome(request.user)
        messages.success(request, _("You are on the staff page of %(name)s.") % {"name": school})
        return redirect(school)
    return render_page(
        request, "leadership/invitations/school_join.html", {"school": school}, status=200 if school else 404
    )


@require_http_methods(("GET", "HEAD", "POST"))
@signed_in
def district_join(request, token):
    """Whoever runs a school brings it into the district; the link is the district's yes."""
    district = District.for_link(token)
    schools = School.objects.run_by(request.user).exclude(district=district) if district else School.objects.none()
    if district and request.method == "POST":
        chosen = request.POST.get("school", "")
        school = get_object_or_404(schools, pk=chosen if chosen.isdecimal() and len(chosen) < 19 else 0)
        school.district = district
        school.save(update_fields=("district",))
        messages.success(
            request, _("%(school)s now belongs to %(district)s.") % {"school": school, "district": district}
        )
        return redirect(school)
    return render_page(
        request,
        "leadership/invitations/district_join.html",
        {"district": district, "schools": schools},
        status=200 if district else 404,
    )


@require_POST
@for_school()
def team_ask(request, team_id):
    """Answer the open call of a team at one's school, or take the answer back."""
    team = get_object_or_404(request.school.teams.as_seen_by(request.user), pk=team_id)
    if request.POST.get("to") == "withdraw":
        request.user.join_requests.filter(team=team).delete()
        messages.success(request, _("Your request is withdrawn."))
        return redirect(request.school)
    form = JoinRequestForm(request.POST)
    if team.joined or team.asked:
        messages.info(request, _("You have asked already, or you are on the team."))
    elif not can_be_asked(team):
        raise Http404  # a team without an open call does not take questions, and says nothing
    elif form.is_valid():
        team.join_requests.get_or_create(person=request.user, defaults={"note": form.cleaned_data["note"]})
        messages.success(request, _("Asked. Whoever runs %(name)s will answer you.") % {"name": team})
    else:
        messages.error(request, _("Please keep your note to one line."))
    return redirect(request.school)
