from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def propose(request: HttpRequest, slug: str = "") -> HttpResponse:
    return render(request, "base.html")


proposals = proposal = edit = write_update = propose
