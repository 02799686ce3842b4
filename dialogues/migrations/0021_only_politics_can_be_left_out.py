"""Of strategy and capital a part alone hangs on a condition; politics follows its assessment."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

NO_MORE, POLITICS = ("strategic_link", "capital"), "political_interplay"
OUT = "not_relevant"
SAID = "Opgaven stod som “ikke relevant”: %s"
AGREED_BY_BOTH = "Aftalt af temaets to ledere."
HALF_A_YEAR = timedelta(days=182)


def bring_back(apps: Any, schema_editor: Any) -> None:
    """Let duties 1 and 4 that were left out stand as before, with the reason kept to be read.

    Where nothing came before, the two have agreed on it. Agreements that both have approved, and
    what was said in talks that have been held, stay as they were written.
    """
    model = {name: apps.get_model("dialogues", name) for name in NAMES}
    for duty in model["Duty"].objects.filter(key__in=NO_MORE, status=OUT):
        _stand_as_before(duty, or_else="agreed")
    waiting = model["StatusChange"].objects.filter(duty__key__in=NO_MORE)
    waiting.filter(outcome="open", to_status=OUT).update(outcome="withdrawn")
    views = model["OwnView"].objects.filter(duty__key__in=NO_MORE)
    views.filter(status=OUT).update(status="not_discussed")
    said = model["SittingDuty"].objects.filter(duty__key__in=NO_MORE)
    said.filter(status=OUT, sitting__confirmed_at=None).update(status="", reason="")
    for name, text, still_open in WRITTEN:
        rows = model[name].objects.filter(point__key__in=NO_MORE, status=OUT, **still_open)
        for row in rows:
            words = [getattr(row, text), SAID % row.reason]
            setattr(row, text, "\n\n".join(one for one in words if one))
            row.status = row.reason = ""
            row.save(update_fields=[text, "status", "reason"])


def _stand_as_before(duty: Any, or_else: str) -> None:
    changes = duty.status_changes.filter(outcome="confirmed", to_status=OUT).exclude(
        from_status__in=(OUT, "not_discussed")
    )
    before = changes.order_by("-answered_at").values_list("from_status", flat=True).first()
    duty.status, duty.reason = before or or_else, SAID % duty.reason
    duty.save(update_fields=["status", "reason"])


NAMES = ("Duty", "StatusChange", "OwnView", "SittingDuty", "ConversationPoint", "AgreementItem")
# What the two are still at, and where their words are put.
WRITTEN = (
    ("ConversationPoint", "note", {"conversation__held_at": None}),
    ("AgreementItem", "text", {"agreement__approved_at": None}),
)


def follow_the_assessment(apps: Any, schema_editor: Any) -> None:
    """Let the duty of political interplay and the assessment that counts say the same.

    The assessment holds; where there is none, what the two agreed on becomes one, without the words
    that are theirs alone.
    """
    duties, assessments, held = (
        apps.get_model("dialogues", "Duty").objects.filter(key=POLITICS),
        apps.get_model("themes", "Assessment").objects,
        apps.get_model("themes", "Assignment").objects,
    )
    today = timezone.localdate()
    for duty in duties:
        current = assessments.filter(theme=duty.theme_id, is_current=True).first()
        if current and current.interplay == OUT:
            if duty.status != OUT:
                duty.status, duty.reason = OUT, current.reason
                duty.status_since = current.assessed_on
                duty.save(update_fields=["status", "reason", "status_since"])
            duty.status_changes.filter(outcome="open").update(outcome="withdrawn")
        elif duty.status == OUT and current:
            _stand_as_before(duty, or_else="agreed")
        elif duty.status == OUT:
            leads = held.filter(theme=duty.theme_id, role="reference_leader")
            now = leads.order_by("-starts_on").values_list("person", flat=True).first()
            if author := duty.reference_leader_id or now:
                assessments.create(
                    theme_id=duty.theme_id,
                    interplay=OUT,
                    reason=AGREED_BY_BOTH,
                    assessed_on=today,
                    next_review_on=today + HALF_A_YEAR,
                    created_by_id=author,
                )


class Migration(migrations.Migration):

    dependencies = [
        ("dialogues", "0020_the_co_player_has_a_step"),
        ('roles', '0011_danish_words'),
        ('themes', '0018_duties_as_they_are_lived'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='statuschange',
            name='outcome',
            field=models.CharField(choices=[('open', 'venter på svar'), ('confirmed', 'bekræftet'), ('declined', 'ikke bekræftet'), ('withdrawn', 'trukket tilbage'), ('followed', 'fulgte vurderingen')], default='open', max_length=20),
        ),
        migrations.RunPython(bring_back, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(follow_the_assessment, migrations.RunPython.noop, elidable=True),
    ]
