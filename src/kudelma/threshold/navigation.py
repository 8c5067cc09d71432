"""What stands around every page of a worker: the top bar, and what a side menu is made of."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kudelma.rooms.organisation.queries import Actor
from kudelma.ui.words import say


@dataclass(frozen=True, slots=True)
class NavLink:
    href: str
    label: Promise | str
    current: bool
    icon: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    title: str
    items: tuple[NavLink, ...]


@dataclass(frozen=True, slots=True)
class Me:
    """The signed-in worker as the top bar shows them."""

    id: uuid.UUID
    name: str
    initials: str
    role: Promise | str


_TOP = (
    ("today", _("Today"), ("/today/",)),
    (
        "matters",
        _("Families"),
        ("/families/", "/people/", "/meetings/", "/assessments/", "/steps/", "/documents/"),
    ),
    ("arrivals", _("Arrivals"), ("/arrivals/",)),
    ("team", _("Team"), ("/team/",)),
)
#: Only for those who lead a unit.
_LEADS = (("lead", _("Service use"), ("/lead/",)),)


def chrome(actor: Actor, path: str, title: Promise | str) -> dict[str, Any]:
    """Return what the layout needs."""
    return {
        "title": title,
        "home_href": resolve_url("today"),
        "nav": [
            NavLink(resolve_url(name), label, path.startswith(starts))
            for name, label, starts in (*_TOP, *(_LEADS if actor.led_units else ()))
        ],
        "actor": Me(actor.id, actor.name, actor.initials, say(actor.role)),
        "today": actor.today,
        "search_href": resolve_url("matters"),
        "language_href": resolve_url("language"),
        "signout_href": resolve_url("sign_out"),
        "idle_seconds": settings.IDLE_SECONDS,
        "idle_warn_seconds": 120,
        "idle_keep": resolve_url("stay"),
        "idle_signin": resolve_url("sign_in"),
    }
