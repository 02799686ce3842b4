from django.urls import path

from themes import views

# What stands below /temaer/; the list and the page of a theme are in referenceledelse/urls.py.
urlpatterns = [
    path("foreslaa/", views.propose, name="propose"),
    path("forslag/", views.proposals, name="proposals"),
    path("forslag/<slug:slug>/", views.proposal, name="proposal"),
    path("<slug:slug>/rediger/", views.edit, name="edit"),
    path("<slug:slug>/nyt/", views.write_update, name="write_update"),
]
