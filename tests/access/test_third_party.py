"""What libraries put on our site map: a frozen list, and no more words shown there than elsewhere.

An upgrade that adds an address fails here until somebody has looked at it.
"""

import pytest
from django.contrib import admin
from django.urls import reverse

from . import cells, oracles
from .routes import all_routes
from .sight import may_see
from .world import ANONYMOUS, ROLES

pytestmark = pytest.mark.django_db

ACCOUNTS = {
    "2fa/",
    "2fa/authenticate/",
    "2fa/reauthenticate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/download/",
    "2fa/recovery-codes/generate/",
    "2fa/totp/activate/",
    "2fa/totp/deactivate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/webauthn/keys/<int:pk>/edit/",
    "2fa/webauthn/keys/<int:pk>/remove/",
    "2fa/webauthn/login/",
    "2fa/webauthn/reauthenticate/",
    "3rdparty/",
    "3rdparty/login/cancelled/",
    "3rdparty/login/error/",
    "3rdparty/signup/",
    "^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "confirm-email/",
    "email/",
    "inactive/",
    "login/",
    "login/code/",
    "login/code/confirm/",
    "logout/",
    "password/change/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/done/",
    "password/set/",
    "reauthenticate/",
    "sessions/",
    "signup/",
    "social/connections/",
    "social/login/cancelled/",
    "social/login/error/",
    "social/signup/",
}

# What the site's operators may open in the admin: accounts and places, never anybody's words or second factors.
ADMIN = {
    "account.emailaddress",
    "auth.group",
    "leadership.district",
    "leadership.districtmember",
    "leadership.membership",
    "leadership.person",
    "leadership.school",
    "leadership.staffmember",
    "leadership.team",
    "socialaccount.socialaccount",
    "socialaccount.socialapp",
    "usersessions.usersession",
}
ADMIN_PAGES = {
    "",
    "autocomplete/",
    "jsi18n/",
    "login/",
    "logout/",
    "password_change/",
    "password_change/done/",
    "r/<path:content_type_id>/<path:object_id>/",
    "(?P<url>.*)$",
}


def branch(prefix):
    return {route.path.removeprefix(prefix) for route in all_routes() if route.path.startswith(prefix)}


def test_account_addresses_are_the_known_ones():
    assert branch("accounts/") == ACCOUNTS


def test_admin_holds_no_words_and_no_second_factors():
    assert {model._meta.label_lower for model in admin.site._registry} <= ADMIN


def test_admin_addresses_are_the_known_ones():
    apps = {label.partition(".")[0] for label in ADMIN}
    rest = {path for path in branch("admin/") if path.partition("/")[0] not in apps and "app_label" not in path}
    assert rest == ADMIN_PAGES


@pytest.mark.parametrize("role", ROLES)
def test_account_pages_show_nobody_elses_words(role, world):
    client, found = world.client(role), []
    for tail in sorted(ACCOUNTS - {"logout/"}):
        path = "accounts/" + ("password/reset/key/1-x/" if tail.startswith("^") else tail.replace("<int:pk>", "1"))
        for htmx in (False, True) if role == "member" else (False,):
            response = cells.send_safely(cells.Cell(path, "GET", role, "own", path, htmx=htmx), client, undo=True)
            if response.status_code == 500:
                found.append(f"{path}: {response.error!r}")
                continue
            found += [f"{path}: shows {leak}" for leak in oracles.owners(oracles.readable(response)) - may_see(role)]
            lacking = oracles.missing_headers(response, private=role != ANONYMOUS)
            found += [f"{path}: lacks {lacking}"] if lacking else []
    assert not found, "\n".join(found)


def admin_paths(model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield reverse(f"{name}_changelist")
    yield reverse(f"{name}_changelist") + "?q=canary"
    yield reverse(f"{name}_add")
    for row in model._default_manager.all()[:40]:
        yield reverse(f"{name}_change", args=(row.pk,))
        yield reverse(f"{name}_history", args=(row.pk,))


@pytest.mark.parametrize("role", [role for role in ROLES if role != "site_staff"])
def test_admin_is_closed_to_everybody_else(role, world):
    for model in admin.site._registry:
        for path in admin_paths(model):
            response = world.client(role).get(path)
            assert response.status_code in {302, 403, 404}, path
            assert oracles.owners(oracles.readable(response)) <= may_see(role)


def test_admin_shows_the_operator_accounts_and_places_only(world):
    client = world.client("site_staff")
    private = (
        "text-",
        "team-",
        "vision-",
        "note-",
        "strengths-",
        "private-",
        "unnamed-",
        "waiting-",
        "round-",
        "inner-",
        "theory-",
        "away-",
        *("pilot-", "planned-", "invitation-", "tested-", "closing-", "draft-", "poll-"),
        *("learned-", "chart-", "tried-", "saw-", "door-"),
    )
    for model in admin.site._registry:
        for path in admin_paths(model):
            response = client.get(path)
            assert response.status_code in {200, 403}, path
            shown = oracles.owners(oracles.readable(response)) - may_see("site_staff")
            assert not [owner for owner in shown if owner.startswith(private)], path
