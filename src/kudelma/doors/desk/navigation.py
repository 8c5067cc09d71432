"""The side menu of a family."""

import uuid

from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from kudelma.threshold.navigation import NavLink, Side

_SIDE = (
    ("matter", _("Overview"), "summary"),
    ("family", _("Family and network"), "family"),
    ("service_map", _("Map of services"), "service-map"),
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
