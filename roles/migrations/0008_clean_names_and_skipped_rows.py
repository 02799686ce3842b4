"""Keys and names without the signs that nobody sees, as every way in keeps them from now on."""

from django.db import migrations, models

from referenceledelse.core.text.cleaning import one_line

CLEANED = (("User", "email"), ("User", "name"), ("User", "job_title"), ("Unit", "name"))


def clean_names(apps, schema_editor):
    for model, field in CLEANED:
        rows = apps.get_model("roles", model).objects.order_by()
        taken = {value.lower() for value in rows.values_list(field, flat=True)}
        for pk, value in list(rows.values_list("pk", field)):
            clean = one_line(value)
            # Where both stand, a person must say which one it is.
            is_free = field == "job_title" or model == "User" and field == "name"
            if clean != value and clean and (is_free or clean.lower() not in taken):
                rows.filter(pk=pk).update(**{field: clean})
                taken.add(clean.lower())


class Migration(migrations.Migration):
    dependencies = [("roles", "0007_danish_order")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="skip_incomplete",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunPython(clean_names, migrations.RunPython.noop, elidable=True),
    ]
