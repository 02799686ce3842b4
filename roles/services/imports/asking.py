"""What a file with people asks: whether two names, or two addresses, are one person's."""

from django.utils.translation import gettext as _

from referenceledelse.core.files.columns import FileRow
from referenceledelse.core.files.imports import Report
from referenceledelse.core.files.questions import Answers, FileQuestion, key_of
from roles.models import User
from roles.queries.joining.people import Known, key_of_email


class Asking:
    """Puts the questions into the report, each with the answer that there is."""

    def __init__(self, report: Report, answers: Answers) -> None:
        self.report, self.answers = report, answers

    def swapped(self, row: FileRow, holder: User, other: User) -> bool | None:
        """Ask whether the file swapped two addresses by mistake; one row asks."""
        emails = sorted((key_of_email(holder.email), key_of_email(other.email)))
        is_same = self.answers.get(key_of(*emails))
        if row.values["email"] == emails[0]:
            values = {"one": holder.name, "two": other.name}
            text = _("%(one)s og %(two)s har hinandens e-mail i filen. Er det en fejl i filen?")
            same = _("Ja, de beholder hver sin e-mail.")
            different = _("Nej, de har byttet. De får begge en mail, hvor de skal bekræfte det.")
            self._tell(FileQuestion("=".join(emails), text % values, same, different, is_same))
        return is_same

    def given_away(self, row: FileRow, holder: User) -> bool | None:
        """Ask whether a person with another name still owns the address."""
        email = row.values["email"]
        is_same = self.answers.get(key_of(email))
        values = {"email": email, "old": holder.name, "new": row.values["name"]}
        text = _("%(email)s tilhører %(old)s, men i filen hedder personen %(new)s.")
        if holder.has_left:
            text = _("%(email)s tilhører %(old)s, som er stoppet. I filen hedder personen %(new)s.")
        self._tell(
            FileQuestion(
                email,
                f"{text % values} {_('Er det den samme person?')}",
                _("Ja, %(old)s har fået nyt navn.") % values,
                _("Nej. %(new)s får sin egen konto uden noget fra %(old)s.") % values,
                is_same,
            )
        )
        return is_same

    def same_post(self, old: Known, new: Known, *, is_said: bool) -> bool | None:
        """Ask whether a leaver and a newcomer are one; ``is_said`` if already answered."""
        key = f"{old.key}={new.key}"
        is_same = True if is_said else self.answers.get(key_of(key))
        values = {"old": _described(old), "new": _described(new)}
        text = _("%(old)s stopper, og %(new)s begynder. Er det den samme person?") % values
        same = _("Ja, det er %(name)s med nyt navn eller ny e-mail. Alt følger med.")
        different = _("Nej, det er to personer.")
        self._tell(FileQuestion(key, text, same % {"name": old.name}, different, is_same))
        return is_same

    def _tell(self, question: FileQuestion) -> None:
        self.report.questions.append(question)


def _described(known: Known) -> str:
    return ", ".join(part for part in (known.name, known.title, known.key) if part)
