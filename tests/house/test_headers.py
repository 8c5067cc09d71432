"""The protective headers on every kind of answer."""

import pytest
from django.test import Client

from people import town

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types kudelma",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/sign-in/", 200),
        ("get", "/today/", 200),
        ("get", "/families/", 200),
        ("get", "/nowhere/", 404),
        ("get", "/families/00000000-0000-4000-8000-000000000000/", 404),
        ("post", "/families/", 405),
        ("post", "/arrivals/new/", 422),
        ("post", "/sign-out/", 303),
    ],
)
def test_headers_stand_on_every_answer(method: str, address: str, status: int) -> None:
    client = Client()
    client.force_login(town().sanna)
    answer = getattr(client, method)(address)
    policy = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";") if part.strip()}
    assert (answer.status_code, policy) == (status, POLICY)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "no-store" in answer.headers["Cache-Control"]


def test_pages_hold_no_inline_script_or_style() -> None:
    client = Client()
    client.force_login(town().sanna)
    for address in ("/sign-in/", "/today/", "/families/", "/arrivals/new/"):
        page = client.get(address).content.decode()
        assert ("<style" in page, " style=" in page, "javascript:" in page, " onclick" in page) == (False,) * 4
        assert page.count("<script") == page.count("<script src=")


def test_session_cookie_is_kept_from_scripts() -> None:
    here = town()
    client = Client()
    client.post(f"/sign-in/as/{here.sanna.pk}/")
    cookie = client.cookies["sessionid"]
    assert (bool(cookie["httponly"]), cookie["samesite"]) == (True, "Lax")
