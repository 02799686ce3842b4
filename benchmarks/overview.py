"""What the secretariat's overview costs at 1,000 themes, beside an empty page signed in.

    python benchmarks/overview.py

Fills a database of its own (or the one that DATABASE_URL names, which must be empty) with themes
whose talks are in mixed states, and asks through Django's test client, turn by turn; the numbers
are medians in milliseconds, and how often the empty page each takes.
"""

from datetime import timedelta

from frame import add_themes, demo, measure

THEMES, ROUNDS = 1_000, 20
EMPTY = "an empty page"
PAGES = {
    EMPTY: "/tom/",
    "the overview": "/sekretariat/",
    "its last page": "/sekretariat/?page=40",
    "those with a talk held": "/sekretariat/?show=held",
    "the coverage": "/sekretariat/daekning/",
}


def fill() -> None:
    """1,000 themes, each with two leaders, ten duties and a talk, among the demo's."""
    from dialogues.models import Duty
    from dialogues.models.duties import DutyStatus
    from roles.models import RolePoint, User
    from themes.models import Assignment

    people, themes = list(User.objects.all()), add_themes(THEMES)
    sides = [
        (people[n * 3 % len(people)], people[(n * 3 + 1) % len(people)]) for n in range(THEMES)
    ]
    Assignment.objects.bulk_create(
        Assignment(theme=theme, role_id=role, person=person)
        for theme, pair in zip(themes, sides, strict=False)
        for role, person in zip(("network_leader", "reference_leader"), pair, strict=True)
    )
    points, states = list(RolePoint.objects.duties().current()), list(DutyStatus)[:4]
    Duty.objects.bulk_create(
        Duty(theme=theme, point=point, key=point.key, status=states[(n + n // 7 * k) % 4])
        for n, theme in enumerate(themes)
        for k, point in enumerate(points)
    )
    talk(themes, sides)


def talk(themes: list, sides: list) -> None:
    """A talk on each theme but every seventh, each further than the one before."""
    from django.utils import timezone

    from dialogues.models import Conversation, QuestionSet, Reflection

    now, questions = timezone.now(), QuestionSet.objects.newest("kickoff")
    moments = ("scheduled_at", "held_at", "held_at", "approved_at")
    states = ("invited", "time_agreed", "held", "summarised", "approved")
    rows = []
    for n, (theme, (leader, reader)) in enumerate(zip(themes, sides, strict=False)):
        if n % 7:
            far = n % len(states)
            told = {name: now - timedelta(days=30 - far) for name in moments[:far]}
            pair = {"network_leader": leader, "reference_leader": reader}
            told |= {"status": states[far], "invited_at": now, "question_set": questions}
            rows.append(Conversation(theme=theme, **pair, **told))
    Conversation.objects.bulk_create(rows)
    Reflection.objects.bulk_create(
        Reflection(conversation=row, author_id=author, status="draft")
        for row in rows
        for author in (row.network_leader_id, row.reference_leader_id)
    )


def add_empty_page() -> None:
    """The frame of every page with nothing in it, behind all middleware."""
    from django.shortcuts import render
    from django.urls import path

    from referenceledelse import urls

    urls.urlpatterns.append(path("tom/", lambda request: render(request, "base.html")))


def main() -> None:
    with demo():
        from roles.models import SECRETARIAT_GROUP, User

        fill()
        add_empty_page()
        reader = User.objects.filter(groups__name=SECRETARIAT_GROUP).first()
        found = measure(PAGES, reader, ROUNDS)
    usual = found[EMPTY][0]
    for name, (taken, length) in found.items():
        print(f"{name:24} {taken:7.1f} ms  {taken / usual:5.2f} times  {length:6} bytes")


if __name__ == "__main__":
    main()
