"""The project package as an app of its own."""

from django.apps import AppConfig
from django.urls import register_converter

from referenceledelse.numbers import KeyConverter


class ProjectConfig(AppConfig):
    name = "referenceledelse"

    def ready(self) -> None:
        register_converter(KeyConverter, "key")
