"""The project package as an app of its own."""

from django.apps import AppConfig
from django.core.signals import got_request_exception
from django.db.backends.signals import connection_created
from django.urls import register_converter

from referenceledelse.core.text.order import teach_danish
from referenceledelse.core.web.faults import let_through
from referenceledelse.core.web.numbers import KeyConverter


class ProjectConfig(AppConfig):
    name = "referenceledelse"

    def ready(self) -> None:
        # The change log's model can be imported only when all apps are there.
        from referenceledelse.core.db.actor import name_who_asks

        name_who_asks()
        register_converter(KeyConverter, "key")
        got_request_exception.connect(let_through)
        connection_created.connect(teach_danish, dispatch_uid="danish_order")
