"""To be written."""

from django.http import HttpRequest, HttpResponse


def role_list(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("role_list")


def role(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("role")


def people(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("people")


def edit_self(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("edit_self")


def person(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("person")


def units(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("units")


def unit(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("unit")


def set_language(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("set_language")
