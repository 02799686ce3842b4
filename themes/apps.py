from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemesConfig(AppConfig):
    name = "themes"
    verbose_name = _("Netværkstemaer")

    def ready(self) -> None:
        # Models can be imported only when all apps are there.
        from themes import changelog

        changelog.register()
