"""Value that the demo's reference leaders have seen in their themes, and acknowledge."""

from typing import Any

from dialogues.models import Acknowledgement
from dialogues.services.partnership import acknowledge
from referenceledelse.demo.clock import Clock
from themes.models import Theme, ValueStory
from themes.queries.assignments import leading
from themes.services import records

type Row = dict[str, Any]


def acknowledge_value(clock: Clock, rows: list[Row]) -> None:
    """Words to the network leader, who has read them, and a line in the story they are about."""
    for row in rows:
        theme, ago = Theme.objects.get(slug=row["theme"]), row["days_ago"]
        pair = leading(theme)
        kind = Acknowledgement.Kind.VALUE
        by = pair["reference_leader"]
        sent = acknowledge(theme=theme, by=by, text=row["text"], kind=kind)
        read = clock.at(ago, 15, 30)
        rows_sent = Acknowledgement.objects.filter(pk=sent.pk)
        rows_sent.update(sent_at=clock.at(ago, 14, 40), read_at=read)
        story = ValueStory.objects.get(theme=theme, title=row["story"])
        told = {"own_department": row["own_department"], "own_department_on": clock.workday(ago)}
        records.edit(story, by=pair["network_leader"], version=story.version, **told)
