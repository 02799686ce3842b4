"""Nothing but political interplay can be "not relevant"; what stood so was mended before this."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogues', '0021_only_politics_can_be_left_out'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='duty',
            name='duty_not_relevant_is_conditional',
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'not_relevant'), _negated=True), ('key__in', ('political_interplay',)), _connector='OR'), name='duty_not_relevant_is_conditional', violation_error_message='Opgaven hører altid med på et tema.'),
        ),
    ]
