"""The two pages."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from benchmarks.floor.models import Assignment, Duty, Theme

# As many as the product's list has on a page.
PAGE = 24


def empty(request: HttpRequest) -> HttpResponse:
    return render(request, "floor/empty.html")


def themes(request: HttpRequest) -> HttpResponse:
    """The running themes with those who lead them, and the status of the ten duties of each."""
    held = Assignment.objects.filter(ends_on=None).select_related("person")
    rows = (
        Theme.objects.filter(status="accepted")
        .exclude(phase__key="closed")
        .select_related("type", "phase")
        .prefetch_related(Prefetch("assignments", held), Prefetch("duties", Duty.objects.all()))
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "floor/list.html", {"page": page})


urlpatterns = [path("", empty, name="empty"), path("temaer/", themes, name="themes")]
