"""Pages of the site itself: health, privacy, accessibility, help, refused forms."""

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leadership.access import public


@require_safe
@public
def healthz(request):
    """200 once the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@public
def privacy(request):
    return render(request, "leadership/site/privacy.html")


@require_safe
@public
def accessibility_statement(request):
    return render(request, "leadership/site/accessibility_statement.html")


@require_safe
@public
def help(request):
    return render(request, "leadership/site/help.html")


def csrf_failure(request, reason=""):
    """A form whose secret is out of date, usually a page left open overnight."""
    return render(request, "csrf_failure.html", status=403)
