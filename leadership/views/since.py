"""All that is told to a person, on a page of its own; that they have read it; and the end of the weekly mail from inside a mail."""

from datetime import datetime, time

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import public, signed_in
from leadership.models import LastHere, Person
from leadership.pages import render_page
from leadership.since import since as told_since
from leadership.weekly_mail import FURTHEST, person_of


@require_safe
@signed_in
def since(request):
    """Looking here is no new visit: what home shows in part is here in full. `?from=` a day looks further back."""
    now = timezone.now()
    here = LastHere.of(request.user)
    from_day = asked_day(request, now)
    told = told_since(request.user, from_day or (here.told_from if here else now))
    context = {
        "told": told,
        "now": now,
        "is_first_time": here is None and not from_day,
        "looks_back": from_day,
        "four_weeks_ago": timezone.localdate(now - FURTHEST),
    }
    return render_page(request, "leadership/since/since.html", context)


def asked_day(request, now):
    """The day in the address, where it lies in the last four weeks."""
    try:
        day = parse_date(request.GET.get("from", ""))
    except ValueError:
        return None
    if day is None or not timezone.localdate(now - FURTHEST) <= day <= timezone.localdate(now):
        return None
    return timezone.make_aware(datetime.combine(day, time.min))


@require_POST
@signed_in
def since_read(request):
    """`upto` is when the page was made, so that nothing is lost that happened while it was open."""
    try:
        upto = parse_datetime(request.POST.get("upto", ""))
    except ValueError:
        upto = None
    now = timezone.now()
    LastHere.has_read(request.user, upto if upto and timezone.is_aware(upto) else now)
    messages.success(request, _("Noted. From now on you see what comes after this."))
    return redirect("home")


@csrf_exempt  # mail programs press the button for their reader (RFC 8058), and the token says whose mail ends
@require_http_methods(("GET", "HEAD", "POST"))
@public
def weekly_mail_stop(request, token):
    """One button ends the weekly mail. Looking ends nothing: scanners of mail follow every link."""
    person = person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        Person.objects.filter(pk=person.pk).update(weekly_mail=False)
        person.weekly_mail = False
    return render_page(request, "leadership/since/weekly_mail_stop.html", {"wants": person.weekly_mail})
