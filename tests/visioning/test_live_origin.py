"""Which page may open a socket: the site's own, exactly, also behind a proxy that ends TLS."""

import pytest

from visioning.live.origin import is_our_origin


def scope(*origins, scheme="ws", host="plan.school.example", **headers):
    lines = [(b"host", host.encode()), *((b"origin", origin.encode()) for origin in origins)]
    lines += [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "websocket", "scheme": scheme, "server": ("10.0.0.1", 8000), "headers": lines}


@pytest.fixture(autouse=True)
def site(settings):
    settings.ALLOWED_HOSTS = ["plan.school.example"]
    settings.CSRF_TRUSTED_ORIGINS = []
    settings.SECURE_PROXY_SSL_HEADER = None


def test_the_same_scheme_host_and_port_get_in():
    assert is_our_origin(scope("http://plan.school.example"))
    assert is_our_origin(scope("https://plan.school.example", scheme="wss"))
    assert is_our_origin(scope("http://PLAN.school.example"))
    assert is_our_origin(scope("http://plan.school.example:8001", host="plan.school.example:8001"))


@pytest.mark.parametrize(
    "origins",
    [
        (),
        ("null",),
        ("",),
        ("https://plan.school.example",),
        ("http://plan.school.example:8001",),
        ("http://school.example",),
        ("http://evil.plan.school.example",),
        ("http://plan.school.example.evil.example",),
        ("http://plan.school.example", "http://evil.example"),
        ("http://plan.school.example, http://evil.example",),
    ],
)
def test_everything_else_stays_out(origins):
    assert not is_our_origin(scope(*origins))


def test_a_forged_host_header_helps_nobody():
    assert not is_our_origin(scope("http://evil.example", host="evil.example"))


def test_behind_a_proxy_that_ends_tls(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert is_our_origin(scope("https://plan.school.example", x_forwarded_proto="https"))
    assert not is_our_origin(scope("http://plan.school.example", x_forwarded_proto="https"))
    settings.SECURE_PROXY_SSL_HEADER = None
    assert not is_our_origin(scope("https://plan.school.example", x_forwarded_proto="https")), "nobody may claim it"


def test_trusted_origins_are_named_in_full_or_by_a_star(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://other.example", "https://*.trusted.example"]
    assert is_our_origin(scope("https://other.example"))
    assert is_our_origin(scope("https://a.trusted.example"))
    assert not is_our_origin(scope("http://other.example"))
    assert not is_our_origin(scope("http://a.trusted.example"))
    assert not is_our_origin(scope("https://nottrusted.example"))
