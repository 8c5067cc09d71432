"""What stands around every page of the desk: the top bar, and the side menu of a family."""

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


def chrome(actor: Actor, path: str, title: Promise | str) -> dict[str, Any]:
    """Return what the layout needs."""
    return {
        "title": title,
        "home_href": resolve_url("today"),
        "nav": [NavLink(resolve_url(name), label, path.startswith(starts)) for name, label, starts in _TOP],
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


_SIDE = (
    ("matter", _("Overview"), "summary"),
    ("family", _("Family and network"), "family"),
    ("voices", _("Words"), "voice"),
    ("meetings", _("Meetings"), "calendar"),
    ("assessment_list", _("Assessment"), "assessment"),
    ("steps", _("Small steps"), "plan"),
    ("permissions", _("Permissions"), "consent"),
    ("documents", _("Documents"), "documents"),
    ("matter_trail", _("Log"), "access-log"),
)


def family_side(matter_id: uuid.UUID, title: str, current: str) -> Side:
    """Return the side menu of a family's matter; `current` is the name of the page's address."""
    return Side(
        title,
        tuple(NavLink(resolve_url(name, matter_id), label, name == current, icon) for name, label, icon in _SIDE),
    )
