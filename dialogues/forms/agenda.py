"""The points that the two bring along to a talk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.models import AgendaPoint
from referenceledelse.core.web.forms import LineField, VersionedForm


class AgendaPointForm(forms.Form):
    """A point of one's own, for self at first or for both at once."""

    prefix = "point"
    use_required_attribute = False
    marks_optional = False

    text = LineField(label=_("Nyt punkt"), max_length=AgendaPoint.LIMIT)


class RewriteForm(VersionedForm):
    """Other words for one's own point."""

    text = LineField(label=_("Punkt"), max_length=AgendaPoint.LIMIT)
