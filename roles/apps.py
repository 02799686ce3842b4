from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RolesConfig(AppConfig):
    name = "roles"
    verbose_name = _("Personer og roller")

    def ready(self) -> None:
        # Models can be imported only when all apps are there.
        from roles import changelog

        changelog.register()
