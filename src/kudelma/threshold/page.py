"""What every page of a worker does before and after its own work."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.forms import MultipleChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.functional import Promise
from django.utils.http import urlencode

from kudelma.rooms import asked
from kudelma.rooms.drafts.actions import keep, throw_away
from kudelma.rooms.drafts.queries import typed_at
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.organisation.queries import actor as actor_of
from kudelma.rooms.refused import Closed, Hidden
from kudelma.rooms.trail.actions import record
from kudelma.threshold import errors
from kudelma.threshold.navigation import chrome
from kudelma.ui import clock
from kudelma.ui.forms.paper import Paper


class Access(StrEnum):
    """Who comes in at a page. What they then see is decided by the rooms."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"  # the page shows nothing of any family
    RIGHT_ASKED = "right_asked"  # the page asks a room whether the actor may


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    title: Promise | str
    access: Access
    methods: tuple[str, ...]


class WorkerRequest(HttpRequest):
    """A request of a signed-in worker."""

    actor: Actor
    page: Page
    restored: datetime  # when what was typed here was kept


#: Every page by its function; `tests/house` holds it against the addresses.
PAGES: dict[str, Page] = {}

View = Callable[..., HttpResponse]

#: How often a session notes that it was used; well under the time-out.
TOUCHED_EVERY = timedelta(seconds=30)
F = TypeVar("F", bound=Paper)


def page(
    title: Promise | str, *, access: Access = Access.RIGHT_ASKED, methods: tuple[str, ...] = ("GET",)
) -> Callable[[View], View]:
    """Declare a page: its title, who comes in, and how it may be asked for."""

    def declare(view: View) -> View:
        facts = Page(f"{view.__module__}.{view.__name__}", title, access, methods)
        PAGES[facts.name] = facts

        @wraps(view)
        def opened(request: WorkerRequest, **address: Any) -> HttpResponse:
            if request.method not in {*methods, "HEAD"}:
                return HttpResponseNotAllowed(methods)
            request.page = facts
            if access == Access.ANYONE:
                return view(request, **address)
            turned_away = _come_in(request)
            return turned_away or _asked_view(view, request, address)

        opened.page = facts  # type: ignore[attr-defined]  # read by tests/house
        return opened

    return declare


def _asked_view(view: View, request: WorkerRequest, address: dict[str, Any]) -> HttpResponse:
    asked.begin()
    try:
        response = view(request, **address)
    except Hidden as why:
        record(why.act, by=request.actor, thing_id=why.object_id or "", outcome="refused", because=why.because)
        return errors.not_found(request)
    except Closed as why:
        record(why.act, by=request.actor, outcome="refused", because=why.because)
        return errors.not_yours(request)
    if request.page.access == Access.RIGHT_ASKED and not asked.was():
        raise RuntimeError(f"{request.page.name} answered without asking for a right")
    return response


def _come_in(request: WorkerRequest) -> HttpResponse | None:
    """Let a worker in, or send them to sign in with what they typed kept."""
    now = clock.now()
    user_id = request.session.get("_auth_user_id")
    if not user_id:
        return _to_sign_in(request)
    worker_id = uuid.UUID(user_id)
    seen = request.session.get("seen_at")
    idle = seen and now - datetime.fromisoformat(seen) > timedelta(seconds=settings.IDLE_SECONDS)
    if idle or request.session.get("locked"):
        request.session["locked"] = True
        if request.method == "POST":
            keep(worker_id=worker_id, place=request.path, fields=dict(request.POST.lists()), now=now)
        return _to_sign_in(request)
    actor = actor_of(worker_id, now=now)
    if actor is None:
        logout(request)
        return _to_sign_in(request)
    if not seen or now - datetime.fromisoformat(seen) > TOUCHED_EVERY:
        request.session["seen_at"] = now.isoformat()
    request.actor = actor
    return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{resolve_url('sign_in')}?{urlencode({'next': request.get_full_path()})}", status=303)


def paper(request: WorkerRequest, kind: type[F], **facts: Any) -> F:
    """Return the page's form: as posted, or as typed here and never saved, or new."""
    if request.method == "POST":
        return kind(request.POST, request.FILES, **facts)
    form = kind(**facts)
    typed = typed_at(worker_id=request.actor.id, place=request.path)
    if typed:
        for name, values in typed.fields.items():
            if name in form.fields:
                many = isinstance(form.fields[name], MultipleChoiceField)
                form.initial[name] = values if many else values[0] if values else ""
        request.restored = typed.saved_at
    return form


def show(request: WorkerRequest, template: str, **context: Any) -> HttpResponse:
    """Answer with a page; 422 when one of its forms was refused."""
    refused = any(isinstance(value, Paper) and value.is_bound and value.errors for value in context.values())
    frame = chrome(request.actor, request.path, request.page.title)
    whole = (
        frame
        | {
            "restored": getattr(request, "restored", None),
            "draft_href": f"{resolve_url('keep_draft')}?{urlencode({'place': request.path})}",
        }
        | context
    )
    return render(request, template, whole, status=422 if refused else 200)


def done(request: WorkerRequest, to: str, *address: Any, said: str | Promise = "", part: str = "") -> HttpResponse:
    """The act was done: forget the draft, say so, and go to a page (303)."""
    throw_away(worker_id=request.actor.id, place=request.path)
    if said:
        messages.success(request, str(said))
    return HttpResponseRedirect(resolve_url(to, *address) + (f"#{part}" if part else ""), status=303)
