import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kudelma.doors.desk.account.forms import Language, SignIn
from kudelma.rooms.drafts.actions import keep
from kudelma.rooms.organisation.accounts import Persona, TooManyTries, account_of, personas, tried, trying
from kudelma.threshold.errors import not_found
from kudelma.threshold.page import Access, WorkerRequest, page
from kudelma.ui import clock


def _after(request: HttpRequest) -> str:
    to = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return to if safe else resolve_url("today")


@never_cache
@page(_("Sign in"), access=Access.ANYONE, methods=("GET", "POST"))
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, now = form.cleaned_data["email"], clock.now()
        try:
            trying(email, now=now)
            worker = authenticate(request, username=email, password=form.cleaned_data["password"])
            tried(email, right=worker is not None, now=now)
        except TooManyTries as why:
            form.add_error(
                None, gettext("Too many tries. Wait %(minutes)s minutes and try again.") % {"minutes": why.minutes}
            )
        else:
            if worker is not None:
                return _enter(request, worker)
            form.add_error(None, gettext("The e-mail or the password is not right. Check both and try again."))
    return _sign_in_page(request, form)


def _sign_in_page(request: HttpRequest, form: SignIn) -> HttpResponse:
    offered: list[Persona] = personas(clock.today()) if settings.DEMO else []
    context = {
        "form": form,
        "next": _after(request),
        "personas": offered,
        "title": _("Sign in"),
        "language_href": resolve_url("language"),
        "timed_out": bool(request.session.get("locked")),
    }
    return render(request, "desk/account/sign_in.html", context, status=422 if form.errors else 200)


def _enter(request: HttpRequest, worker: object) -> HttpResponse:
    to = _after(request)
    login(request, worker, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]  # a Worker
    request.session["seen_at"] = clock.now().isoformat()
    request.session.pop("locked", None)
    response = HttpResponseRedirect(to, status=303)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, getattr(worker, "language", "fi"), samesite="Lax")
    return response


@page(_("Sign in as a person of the demo"), access=Access.ANYONE, methods=("POST",))
def sign_in_as(request: HttpRequest, worker_id: uuid.UUID) -> HttpResponse:
    """Sign in as someone of the demo town; in a real installation there is no such page."""
    worker = account_of(worker_id) if settings.DEMO else None
    if worker is None:
        return not_found(request)
    return _enter(request, worker)


@page(_("Sign out"), access=Access.ANYONE, methods=("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, gettext("You have signed out."))
    response = HttpResponseRedirect(resolve_url("sign_in"), status=303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@page(_("Language"), access=Access.ANYONE, methods=("POST",))
def language(request: HttpRequest) -> HttpResponse:
    form = Language(request.POST)
    response = HttpResponseRedirect(_after(request), status=303)
    if form.is_valid():
        year = 365 * 24 * 60 * 60
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], max_age=year, samesite="Lax", httponly=True
        )
    return response


@page(_("Stay signed in"), access=Access.SIGNED_IN, methods=("POST",))
def stay(request: WorkerRequest) -> HttpResponse:  # noqa: ARG001 - being asked is the whole of it
    return HttpResponse(status=204)


@page(_("Keep a draft"), access=Access.SIGNED_IN, methods=("POST",))
def keep_draft(request: WorkerRequest) -> HttpResponse:
    place = request.GET.get("place", "")
    if not place.startswith("/"):
        return HttpResponse(status=422)
    fields = {name: [str(v) for v in values] for name, values in request.POST.lists()}
    keep(worker_id=request.actor.id, place=place, fields=fields, now=request.actor.now)
    return HttpResponse(status=204)
