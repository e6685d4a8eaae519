"""Accounts: signing up, signing in, limits that suit a whole staff behind one address, nothing given away."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from leadership import settings as site_settings
from leadership.accounts import domain_welcome
from leadership.models import Person
from tests import factories

PASSWORD = "correct horse 9"
LOGIN, SIGNUP = "/accounts/login/", "/accounts/signup/"


@pytest.fixture(autouse=True)
def quick_and_fresh(db, settings):
    """Cheap hashes, and no limits used up by the test before."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def is_in(client):
    return client.get("/me/").status_code == 200


def code_in(mail):
    return re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{4}|[A-Z0-9]{6})\s*$", mail.body, re.MULTILINE)[1]


def sign_up(client, email, name="Nia Newman", **extra):
    return client.post(SIGNUP, {"name": name, "email": email, "password1": PASSWORD}, **extra)


def test_sign_up_asks_for_a_name_and_a_verified_address(client, mailoutbox):
    answer = sign_up(client, "Nia@School.example")
    nia = Person.objects.get(email="nia@school.example")
    assert nia.name == "Nia Newman"
    assert answer["Location"] == "/accounts/confirm-email/"
    assert not is_in(client)
    client.post(answer["Location"], {"code": code_in(mailoutbox[0])})
    assert EmailAddress.objects.get(user=nia).verified
    assert is_in(client)


@pytest.mark.parametrize(
    "data", [{"name": ""}, {"email": "nonsense"}, {"password1": "short"}, {"password1": "password123"}]
)
def test_sign_up_refuses_what_cannot_be(client, data):
    full = {"name": "Nia", "email": "nia@school.example", "password1": PASSWORD, **data}
    answer = client.post(SIGNUP, full)
    assert answer.context["form"].errors
    assert not Person.objects.exists()


def test_sign_up_leads_back_to_where_one_came_from(client, mailoutbox, other_team):
    other_team.rotate_link()
    target = reverse("team_join", args=(other_team.link_token,))
    page = client.get(target, follow=True)
    assert f"{SIGNUP}?next=" in page.content.decode()
    answer = client.post(SIGNUP, {"name": "Nia", "email": "nia@a.example", "password1": PASSWORD, "next": target})
    answer = client.post(answer["Location"], {"code": code_in(mailoutbox[0])}, follow=True)
    assert "Join Hillside team?" in answer.content.decode()


def test_sign_in_by_password(client):
    factories.person("Nia Newman", password=PASSWORD)
    assert sign_in(client, "Nia.Newman@northside.example")["Location"] == "/"
    assert is_in(client)
    assert UserSession.objects.count() == 1


def test_sign_in_by_mailed_code(client, mailoutbox):
    nia = factories.person("Nia Newman")
    answer = client.post("/accounts/login/code/", {"email": nia.email})
    assert not is_in(client)
    client.post(answer["Location"], {"code": code_in(mailoutbox[0])})
    assert is_in(client)


def test_a_code_is_good_for_three_tries(client, mailoutbox):
    nia = factories.person("Nia Newman")
    answer = client.post("/accounts/login/code/", {"email": nia.email})
    for _ in range(3):
        client.post(answer["Location"], {"code": "WRONG1"})
    client.post(answer["Location"], {"code": code_in(mailoutbox[0])})
    assert not is_in(client)


def test_an_unverified_address_does_not_get_in(client):
    factories.person("Nia Newman", password=PASSWORD, verified=False)
    sign_in(client, "nia.newman@northside.example")
    assert not is_in(client)


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/sessions/",
    ],
)
def test_account_pages_open_in_our_frame(client, path):
    factories.person("Nia Newman", password=PASSWORD)
    sign_in(client, "nia.newman@northside.example")
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    assert 'class="site-header"' in answer.content.decode()


def test_signing_out_elsewhere_ends_that_session(client):
    factories.person("Nia Newman", password=PASSWORD)
    other = Client()
    for one in (client, other):
        sign_in(one, "nia.newman@northside.example")
    assert "sessions" in client.get("/accounts/sessions/").content.decode()
    client.post("/accounts/sessions/")
    assert (is_in(client), is_in(other)) == (True, False)


def test_a_new_password_ends_the_other_sessions(client):
    factories.person("Nia Newman", password=PASSWORD)
    other = Client()
    for one in (client, other):
        sign_in(one, "nia.newman@northside.example")
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"},
    )
    assert not is_in(other)
    assert sign_in(Client(), "nia.newman@northside.example", PASSWORD + "!").status_code == 302


# --- Nothing given away ---------------------------------------------------------------------------------------


def told(answer, email):
    """What an answer tells: status, place, and the words without the address and the form's own secrets."""
    body = re.sub(r'value="[^"]{40,}"|nonce="[^"]*"|X-CSRFToken[^}]*', "", answer.content.decode())
    return answer.status_code, answer.headers.get("Location"), body.replace(email, "…")


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/accounts/password/reset/", lambda email: {"email": email}),
        ("/accounts/login/code/", lambda email: {"email": email}),
        (SIGNUP, lambda email: {"name": "Nia", "email": email, "password1": PASSWORD}),
        (LOGIN, lambda email: {"login": email, "password": "wrong password"}),
    ],
    ids=["reset", "code", "signup", "login"],
)
def test_a_known_and_an_unknown_address_are_answered_alike(path, data):
    known = factories.person("Known Person", password=PASSWORD).email
    answers = []
    for email in (known, "unknown@northside.example"):
        client = Client()
        answer = client.post(path, data(email))
        page = client.get(answer["Location"]) if answer.status_code == 302 else answer
        answers.append((told(answer, email), told(page, email)))
    assert answers[0] == answers[1]


# --- Limits ---------------------------------------------------------------------------------------------------


def staff_of(size):
    return [factories.person(f"Staff {number}", password=PASSWORD).email for number in range(size)]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sixty_people_behind_one_address_sign_in_together(quick_and_fresh):
    def arrive(number_and_email):
        number, email = number_and_email
        client = Client(REMOTE_ADDR="198.51.100.7")
        if number % 5 == 0:
            sign_in(client, email, "mistyped")
        answer = sign_in(client, email)
        connection.close()  # each visitor here is a thread with a connection of its own
        return answer.status_code, answer.headers.get("Location")

    staff = staff_of(60)
    with ThreadPoolExecutor(40) as door:
        answers = list(door.map(arrive, enumerate(staff)))
    assert answers == [(302, "/")] * 60


def test_one_account_is_closed_for_a_while_after_five_wrong_passwords(client):
    email = factories.person("Nia Newman", password=PASSWORD).email
    for number in range(5):
        sign_in(client, email, f"wrong {number}")
    assert sign_in(client, email).status_code != 302
    assert sign_in(Client(), factories.person("Omar Haddad", password=PASSWORD).email).status_code == 302


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_forged_forwarding_header_opens_nothing(settings, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    email = factories.person("Nia Newman", password=PASSWORD).email
    for number in range(5):
        header = {"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"}
        sign_in(Client(), email, f"wrong {number}", headers=header)
    header = {"X-Forwarded-For": "203.0.113.99, 198.51.100.7"}
    assert sign_in(Client(), email, headers=header).status_code != 302


@pytest.mark.parametrize(("proxies", "limited"), [(0, True), (1, True)])
def test_a_forged_forwarding_header_does_not_make_a_new_address(settings, proxies, limited):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "3/m/ip"}
    staff = staff_of(4)
    statuses = [
        sign_in(Client(), email, headers={"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"}).status_code
        for number, email in enumerate(staff)
    ]
    assert statuses == [302, 302, 302, 429]


# --- Who may come, and by which provider ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "welcome"),
    [
        ("nia@school.example", True),
        ("nia@SCHOOL.example", True),
        ("nia@else.example", False),
        ("nia@evil-school.example", False),
        ("nia@school.example.evil", False),
        ("school.example@else.example", False),
    ],
)
def test_a_site_can_be_for_some_domains_only(client, settings, email, welcome):
    settings.SIGNUP_DOMAINS = ["school.example"]
    assert domain_welcome(email) is welcome
    sign_up(client, email)
    assert Person.objects.exists() is welcome


def test_a_site_is_for_everybody_by_default(settings):
    assert settings.SIGNUP_DOMAINS == []
    assert domain_welcome("nia@anywhere.example")


PROVIDER_NAMES = ("GOOGLE_CLIENT_ID", "MICROSOFT_CLIENT_ID", "OIDC_SERVER_URL")


@pytest.fixture
def no_providers(monkeypatch):
    for name in PROVIDER_NAMES:
        monkeypatch.delenv(name, raising=False)


def test_no_provider_is_on_by_default(no_providers):
    assert site_settings.sign_in_providers() == {}


@pytest.mark.parametrize(
    ("environment", "provider"),
    [
        ({"GOOGLE_CLIENT_ID": "id", "GOOGLE_CLIENT_SECRET": "secret"}, "google"),
        ({"MICROSOFT_CLIENT_ID": "id", "MICROSOFT_CLIENT_SECRET": "secret"}, "microsoft"),
        (
            {"OIDC_SERVER_URL": "https://id.example", "OIDC_CLIENT_ID": "id", "OIDC_CLIENT_SECRET": "secret"},
            "openid_connect",
        ),
    ],
)
def test_the_environment_alone_switches_a_provider_on(no_providers, monkeypatch, environment, provider):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    providers = site_settings.sign_in_providers()
    assert list(providers) == [provider]
    (app,) = providers[provider]["APPS"]
    assert (app["client_id"], app["secret"]) == ("id", "secret")


def test_a_provider_without_its_secret_stops_the_start(no_providers, monkeypatch):
    monkeypatch.setenv("GOOGLE_CLIENT_ID", "id")
    monkeypatch.delenv("GOOGLE_CLIENT_SECRET", raising=False)
    with pytest.raises(site_settings.ImproperlyConfigured, match="GOOGLE_CLIENT_SECRET"):
        site_settings.sign_in_providers()
