"""Come and watch: invitations of a school's staff to each other, and what was talked about after."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership.access import for_school
from leadership.models import Role
from leadership.pages import asked_part, render_page
from pilots.classroom_access import for_open_classroom
from pilots.forms.open_classrooms import DebriefForm, OpenClassroomForm
from pilots.models import OpenClassroom
from pilots.models.visits import NoRoom, TooLate, Twice
from pilots.places import place_in
from pilots.rules import may_call_off, may_host, may_open_classroom, may_read_visits, may_see_pilot, may_visit
from visioning.models import Gone, Stale

PLACES = "open-classroom-places"
SHOWN_BEFORE = 12  # of those that are over, the latest


@require_safe
@for_school()
def open_classroom_list(request):
    """What is coming here and nearby, and what I was at."""
    rows = OpenClassroom.objects.listed(request.user)
    coming = list(rows.coming().for_staff_of(request.school))
    context = {
        # Called off stays in sight for those who would have come.
        "coming": [one for one in coming if not one.called_off or one.coming_too or one.host_id == request.user.pk],
        "mine_before": rows.over()
        .with_person(request.user)
        .for_staff_of(request.school)
        .standing()
        .order_by("-at", "-id")[:SHOWN_BEFORE],
    }
    return render_page(request, "pilots/open_classrooms/open_classroom_list.html", context)


@require_http_methods(("GET", "HEAD", "POST"))
@for_school(may_open_classroom)
def open_classroom_add(request):
    form = OpenClassroomForm(
        request.POST if request.method == "POST" else None,
        school=request.school,
        host=request.user,
        initial={"pilot": request.GET.get("pilot", "")},
    )
    if form.is_valid():
        made = OpenClassroom.invite(request.school, request.user, **form.said)
        messages.success(request, _("The door is open. Your colleagues see it on this list."))
        return redirect(made)
    status = 422 if form.errors else 200
    return render_page(request, "pilots/open_classrooms/open_classroom_add.html", {"form": form}, status=status)


@require_safe
@for_open_classroom()
def open_classroom(request):
    return open_classroom_page(request)


def open_classroom_page(request, status=200):
    """The invitation, and after the visit what was seen. Names and words leave this view only for those who were there."""
    found, place = request.open_classroom, request.place
    visits = list(found.visits.select_related("person"))
    reads = may_read_visits(place)
    context = {
        "open_classroom": found,
        "place": place,
        "visit_count": len(visits),
        "places_left": max(0, found.room_for - len(visits)),
        "visits": visits if reads else [],
        "mine": next((visit for visit in visits if visit.person_id == request.user.pk), None),
        "reads": reads,
        "saw_any": any(visit.saw for visit in visits),
        "in_part": asked_part(request) == PLACES,
        "can_host": may_host(place),
        "can_visit": may_visit(place),
        "can_call_off": may_call_off(place) and found.takes_visitors,
        "pilot_shown": found.pilot and place.on_staff,
        "pilot_open": found.pilot and place.on_staff and leads_in(found.pilot, request.user),
        "my_teams": teams_to_try_in(request) if reads and found.has_begun else [],
    }
    template = "pilots/open_classrooms/open_classroom.html"
    return render_page(request, template, context, partials={PLACES}, status=status)


def leads_in(pilot, person) -> bool:
    """Whether the pilot's own page would let this person in."""
    place, _participation = place_in(pilot, person)
    return place is not None and may_see_pilot(place)


def teams_to_try_in(request):
    """Where the reader may begin a pilot of their own from what they saw."""
    taking_part = request.user.memberships.filter(role__in=(Role.FACILITATOR, Role.MEMBER))
    return [membership.team for membership in taking_part.select_related("team").order_by("team__name")]


@require_http_methods(("GET", "HEAD", "POST"))
@for_open_classroom(may_host)
def open_classroom_edit(request):
    found = request.open_classroom
    if not found.takes_visitors:
        return too_late(request)
    form = OpenClassroomForm(
        request.POST if request.method == "POST" else None, instance=found, school=request.school, host=request.user
    )
    return mending(request, form, "pilots/open_classrooms/open_classroom_edit.html")


@require_http_methods(("GET", "HEAD", "POST"))
@for_open_classroom(may_host)
def open_classroom_debrief(request):
    """What was talked about after. It waits until the visit has begun."""
    if not request.open_classroom.has_begun or request.open_classroom.called_off:
        messages.info(request, _("This is written after the visit."))
        return redirect(request.open_classroom)
    form = DebriefForm(request.POST if request.method == "POST" else None, instance=request.open_classroom)
    return mending(request, form, "pilots/open_classrooms/open_classroom_debrief.html")


def mending(request, form, template):
    """A form of the host on its own page, and what happens when it is sent."""
    # The form has written into the row it was made with; the page is about the stored one.
    found = OpenClassroom(pk=request.open_classroom.pk, school=request.school, host=request.open_classroom.host)
    if form.is_valid():
        try:
            found.mend(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            stale.stored.school = request.school
            other = [(form.fields[name].label, said_of(stale.stored, name)) for name in form.said]
            context = {"form": form.on_top_of(stale.stored), "other": other}
            return render_page(request, template, context, status=409)
        except NoRoom:
            form.add_error("room_for", _("More colleagues are coming already than there would be room for."))
        except Twice:
            form.add_error("at", _("You have invited to this time and place already."))
        except TooLate:
            return too_late(request)
        except Gone:
            return gone(request)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return render_page(request, template, {"form": form}, status=422 if form.errors else 200)


def said_of(stored, name):
    """What is saved now, as the page says it."""
    value = getattr(stored, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value or "–"


def too_late(request):
    messages.info(request, _("This was called off, or it is over. Nothing was changed."))
    return redirect(request.open_classroom)


def gone(request):
    messages.info(request, _("This invitation was taken away a moment ago."))
    return redirect("open_classroom_list", request.place.school.slug)


@require_http_methods(("GET", "HEAD", "POST"))
@for_open_classroom(may_call_off)
def open_classroom_call_off(request):
    """The question before, with how many would have come; then nobody comes."""
    found = request.open_classroom
    if not found.takes_visitors:
        return too_late(request)
    if request.method != "POST":
        context = {"visit_count": found.visits.count()}
        return render_page(request, "pilots/open_classrooms/open_classroom_call_off.html", context)
    try:
        done = found.call_off()
    except Gone:
        return gone(request)
    if not done:
        return too_late(request)
    messages.success(request, _("Called off. Those who wanted to come see it on their list; tell them, too."))
    return redirect(found)
