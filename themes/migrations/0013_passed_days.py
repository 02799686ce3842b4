"""A day that has passed is what hinders a talk; a reflection that is left out is not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("themes", "0012_taking_part")]

    operations = [
        migrations.RenameField("thresholds", "reflection_days", "passed_days"),
        migrations.AlterField(
            model_name="thresholds",
            name="passed_days",
            field=models.PositiveSmallIntegerField(
                default=7,
                help_text="Er samtalen ikke holdt, står temaet derefter på arbejdslisten.",
                verbose_name="dage efter den aftalte dag for en samtale",
            ),
        ),
    ]
