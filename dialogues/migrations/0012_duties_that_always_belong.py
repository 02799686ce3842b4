"""Only the duties that hang on a condition can be "not relevant"; the others always belong."""

from typing import Any

from django.conf import settings
from django.db import migrations, models

CONDITIONAL = ("strategic_link", "capital", "political_interplay")
OUT = "not_relevant"
SAID = "Opgaven stod som “ikke relevant”: %s"


def bring_back(apps: Any, schema_editor: Any) -> None:
    """Let a duty that was left out stand as it did before, with the reason kept to be read.

    Agreements that both have approved, and what was said in talks that have been held, stay as
    they were written.
    """
    model = {name: apps.get_model("dialogues", name) for name in NAMES}
    always = model["Duty"].objects.exclude(key__in=CONDITIONAL)
    for duty in always.filter(status=OUT):
        changes = duty.status_changes.filter(outcome="confirmed", to_status=OUT)
        before = changes.order_by("-answered_at").values_list("from_status", flat=True).first()
        duty.status, duty.reason = before or "not_discussed", SAID % duty.reason
        duty.save(update_fields=["status", "reason"])
    waiting = model["StatusChange"].objects.exclude(duty__key__in=CONDITIONAL)
    waiting.filter(outcome="open", to_status=OUT).update(outcome="withdrawn")
    views = model["OwnView"].objects.exclude(duty__key__in=CONDITIONAL)
    views.filter(status=OUT).update(status="not_discussed")
    said = model["SittingDuty"].objects.exclude(duty__key__in=CONDITIONAL)
    said.filter(status=OUT, sitting__confirmed_at=None).update(status="", reason="")
    for name, text, still_open in WRITTEN:
        rows = model[name].objects.exclude(point__key__in=CONDITIONAL).filter(status=OUT)
        for row in rows.filter(**still_open):
            words = [getattr(row, text), SAID % row.reason]
            setattr(row, text, "\n\n".join(one for one in words if one))
            row.status = row.reason = ""
            row.save(update_fields=[text, "status", "reason"])


NAMES = ("Duty", "StatusChange", "OwnView", "SittingDuty", "ConversationPoint", "AgreementItem")
# What the two are still at, and where their words are put.
WRITTEN = (
    ("ConversationPoint", "note", {"point__isnull": False, "conversation__held_at": None}),
    ("AgreementItem", "text", {"agreement__approved_at": None}),
)


class Migration(migrations.Migration):

    dependencies = [
        ("dialogues", "0011_more_findings"),
        ('roles', '0010_the_reference_leader_answers'),
        ('themes', '0011_danish_order_and_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(bring_back, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'not_relevant'), _negated=True), ('key__in', ('strategic_link', 'capital', 'political_interplay')), _connector='OR'), name='duty_not_relevant_is_conditional', violation_error_message='Opgaven hører altid med på et tema.'),
        ),
        migrations.AlterField(
            model_name='recognition',
            name='level',
            field=models.CharField(blank=True, choices=[('yes', 'jeg kan genkende mig selv'), ('partly', 'jeg kan delvist genkende mig selv'), ('not_yet', 'jeg kan ikke genkende mig selv endnu'), ('rely', 'jeg regner med referencelederen'), ('alone', 'jeg klarer opgaven selv'), ('talk', 'jeg vil gerne tale om opgaven'), ('unsure', 'jeg ved det ikke endnu')], max_length=10),
        ),
        migrations.AlterField(
            model_name='recognition',
            name='need',
            field=models.TextField(blank=True, verbose_name='jeg har brug for hjælp til'),
        ),
        migrations.AlterField(
            model_name='recognition',
            name='offer',
            field=models.TextField(blank=True, verbose_name='jeg kan bidrage med'),
        ),
        migrations.AddField(
            model_name='supportcontact',
            name='email',
            field=models.EmailField(blank=True, help_text='Vises på siden Hjælp. Tomt betyder adressen fra systemets indstillinger.', max_length=254, verbose_name='e-mail'),
        ),
        migrations.AddField(
            model_name='supportcontact',
            name='phone',
            field=models.CharField(blank=True, help_text='Vises på siden Hjælp.', max_length=40, verbose_name='telefon'),
        ),
        migrations.AlterField(
            model_name='supportrequest',
            name='kind',
            field=models.CharField(choices=[('meet', 'møde'), ('write', 'besked'), ('drop_by', 'kommer forbi'), ('idea', 'idé eller ønske')], max_length=20, verbose_name='slags'),
        ),
    ]
