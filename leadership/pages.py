"""How every page leaves the house: whole or as a named part, never cached, kind to htmx.

Knows requests and templates, nothing of people or teams.
"""

from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import WARNING
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

TARGET_HEADERS = ("HX-Request", "HX-Target")


def asked_part(request):
    """The id of the element htmx wants to fill, or '' for a normal visit."""
    if not request.htmx or request.htmx.boosted or request.htmx.history_restore_request:
        return ""
    _tag, _hash, element = (request.htmx.target or "").rpartition("#")
    return unquote(element)


def render_page(request, template, context=None, *, partials=(), status=200):
    """The whole page, or just the part htmx asked for where the view lists it in `partials`.

    A part's name, its element's id and htmx's target are one and the same word.
    """
    part = asked_part(request)
    name = f"{template}#{part}" if part in partials else template
    return render(request, name, context, status=status)


def part_kept(request, response):
    """Where htmx asked for a part and "not here" or "not yours" came as a whole page: the part and the words in it stay, with a note.

    Open parts that ask by themselves (news) drop such answers, so nothing is asked again and again.
    """
    wants_part = request.htmx and not (request.htmx.boosted or request.htmx.history_restore_request)
    if not wants_part or response.status_code not in {403, 404} or response.streaming:
        return response
    if not response.content[:40].lstrip().lower().startswith(b"<!doctype html"):
        return response
    said = _("It is not here any more.") if response.status_code == 404 else _("This is not yours to change.")
    note = Message(WARNING, f"{said} " + _("Nothing was changed. Load the page again to see how it is now."))
    kept = render(request, "parts/_messages.html", {"messages": [note], "oob": True}, status=response.status_code)
    kept["HX-Reswap"], kept["HX-Push-Url"] = "none", "false"
    kept.cookies = response.cookies
    return kept


def page_manners(get_response):
    """Private pages are not stored; answers differ by htmx headers; a lost session moves the whole window."""

    def middleware(request):
        response = part_kept(request, get_response(request))
        patch_vary_headers(response, TARGET_HEADERS)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store" if request.user.is_authenticated else "no-cache"
        if request.method == "POST" and request.path == reverse("account_logout"):
            response["Clear-Site-Data"] = '"cache"'  # a shared computer; not "storage", where unsent words wait
        if request.htmx and response.status_code == 302:
            login = resolve_url(settings.LOGIN_URL)
            to_login = response["Location"].partition("?")[0] == login
            target = request.htmx.current_url_abs_path if to_login else None
            location = redirect_to_login(target, login)["Location"] if target else response["Location"]
            moved = HttpResponse(headers={"HX-Redirect": location})
            moved.cookies = response.cookies
            patch_vary_headers(moved, TARGET_HEADERS)
            moved["Cache-Control"] = "no-store"
            return moved
        return response

    return middleware


def site(request):
    """What every template may know of the site."""
    return {"site_name": settings.SITE_NAME, "source_url": settings.SOURCE_URL, "demo_mode": settings.DEMO_MODE}
