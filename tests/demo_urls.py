"""The product's addresses with the demo's page among them, as where the demo is on."""

from django.urls import include, path

import referenceledelse.urls

urlpatterns = [
    *referenceledelse.urls.urlpatterns,
    path("demo/", include("referenceledelse.demo.urls")),
]
