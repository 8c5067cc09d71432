from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    return render(request, "desk/errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    return render(request, "desk/errors/403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    return render(request, "desk/errors/400.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/errors/500.html", status=500)
