"""The project package as an app of its own."""

from django.apps import AppConfig
from django.core.signals import got_request_exception
from django.db.backends.signals import connection_created
from django.urls import register_converter

from referenceledelse.faults import let_through
from referenceledelse.numbers import KeyConverter
from referenceledelse.order import teach_danish


class ProjectConfig(AppConfig):
    name = "referenceledelse"

    def ready(self) -> None:
        register_converter(KeyConverter, "key")
        got_request_exception.connect(let_through)
        connection_created.connect(teach_danish, dispatch_uid="danish_order")
