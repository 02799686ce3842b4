"""A step by own initiative, in one line."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import FirstStep
from referenceledelse.core.web.forms import Day, LineField


class FirstStepForm(forms.Form):
    """What was done, and when: today, if nothing else is said."""

    prefix = "step"
    use_required_attribute = False

    text = LineField(label=_("Hvad gjorde du?"), max_length=FirstStep.LIMIT)
    taken_on = Day(label=_("Dato"), initial=timezone.localdate)
