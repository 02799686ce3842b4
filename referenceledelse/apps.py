"""The project package as an app of its own."""

from auditlog import get_logentry_model
from django.apps import AppConfig
from django.core.signals import got_request_exception
from django.db.backends.signals import connection_created
from django.db.models.signals import pre_save
from django.urls import register_converter

from referenceledelse.core.text.order import teach_danish
from referenceledelse.core.web.faults import let_through
from referenceledelse.core.web.numbers import KeyConverter


class ProjectConfig(AppConfig):
    name = "referenceledelse"

    def ready(self) -> None:
        # Models can be imported only when all apps are there.
        from referenceledelse.core.db.actor import name_who_asks

        pre_save.connect(name_who_asks, sender=get_logentry_model())
        register_converter(KeyConverter, "key")
        got_request_exception.connect(let_through)
        connection_created.connect(teach_danish, dispatch_uid="danish_order")
