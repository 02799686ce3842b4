"""The addresses of roles, people and units."""

from django.urls import path

from roles import views

urlpatterns = [
    path("roller/", views.role_list, name="list"),
    path("roller/<slug:key>/", views.role, name="role"),
    path("personer/", views.people, name="people"),
    path("personer/mig/", views.edit_self, name="edit_self"),
    path("personer/navne/", views.names, name="names"),
    path("personer/<key:pk>/", views.person, name="person"),
    path("enheder/", views.units, name="units"),
    path("enheder/<key:pk>/", views.unit, name="unit"),
    path("sprog/", views.set_language, name="set_language"),
]
