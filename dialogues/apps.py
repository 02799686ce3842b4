from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    name = "dialogues"
    verbose_name = _("Samtaler og opgaver")

    def ready(self) -> None:
        # Models can be imported only when all apps are there.
        from dialogues import changelog
        from dialogues.queries.conversations import has_talks
        from dialogues.services.assessments import follow_assessment
        from roles.rules import sign_in
        from themes.services import politics

        changelog.register()
        sign_in.CARRIED["has_talks"] = has_talks
        politics.FOLLOWERS.append(follow_assessment)
