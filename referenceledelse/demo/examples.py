"""The good examples that the demo's leaders have shared."""

from typing import Any

from referenceledelse.demo.clock import Clock
from roles.models import User
from themes.models import Example, ExampleEdition, Theme
from themes.services.examples import approve_example, send_example, write_example


def share_examples(
    rows: list[dict[str, Any]], people: dict[str, User], secretary: User, clock: Clock
) -> None:
    """Each is written and sent by its author; most are approved the same day."""
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    for row in rows:
        told = {name: row[name].strip() for name in ("duty", "title", "happened", "useful")}
        author = people[row["author"]]
        text = write_example(by=author, theme=themes[row["theme"]], **told)
        text = send_example(example=text, by=author)
        moment = clock.at(row["days_ago"], 11, 20)
        if not row.get("waits"):
            approve_example(example=text, by=secretary, version=text.version)
            day = clock.workday(row["days_ago"])
            ExampleEdition.objects.filter(example=text).update(approved_on=day)
        Example.objects.filter(pk=text.pk).update(
            created_at=moment, sent_at=moment, updated_at=moment
        )
