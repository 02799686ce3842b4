"""The addresses of roles, people and units."""

from django.urls import path

from roles.views import catalogue, people, units

urlpatterns = [
    path("roller/", catalogue.role_list, name="list"),
    path("roller/<slug:key>/", catalogue.role, name="role"),
    path("personer/", people.people, name="people"),
    path("personer/mig/", people.edit_self, name="edit_self"),
    path("personer/navne/", people.names, name="names"),
    path("personer/<key:pk>/", people.person, name="person"),
    path("enheder/", units.units, name="units"),
    path("enheder/<key:pk>/", units.unit, name="unit"),
    path("sprog/", people.set_language, name="set_language"),
]
