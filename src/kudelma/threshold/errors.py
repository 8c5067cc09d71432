from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    return render(request, "kudelma/errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    return render(request, "kudelma/errors/403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    return render(request, "kudelma/errors/400.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "kudelma/errors/500.html", status=500)


def not_yours(request: HttpRequest) -> HttpResponse:
    """Answer one who works here but in another role: the page is no secret, what it shows is not for them."""
    return render(request, "kudelma/errors/not_yours.html", status=403)
