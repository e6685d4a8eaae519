"""Signing up, signing in and all about one's account, as people see it. No fault is allowed."""

from tests import factories

from .doubts import check


def test_every_page_of_signing_in(examiner, db):
    person = factories.person("Noor Haddad", email="noor.haddad@school.example", password="a long enough secret")
    for path in (
        "login/",
        "signup/",
        "login/code/",
        "password/reset/",
        "password/reset/done/",
        "inactive/",
        "password/reset/key/1-abc/",
        "confirm-email/",
    ):
        page = examiner.page()
        page.goto(f"/accounts/{path}")
        examiner.look(f"accounts/{path}", page)
    page = examiner.page()
    page.goto("/accounts/login/")
    page.get_by_role("textbox", name="Email").first.fill(person.email)
    page.get_by_label("Password").first.fill("not this one")
    page.keyboard.press("Enter")
    page.locator("[role=alert], .form-errors, .errorlist").first.wait_for()
    examiner.look("a wrong password", page)
    page.get_by_label("Password").first.fill("a long enough secret")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{examiner.server.origin}/")
    for path in (
        "email/",
        "password/change/",
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "sessions/",
        "3rdparty/",
        "reauthenticate/",
        "logout/",
    ):
        page.goto(f"/accounts/{path}")
        examiner.look(f"accounts/{path}", page)
    check(examiner)
