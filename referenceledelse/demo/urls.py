from django.urls import path

from referenceledelse.demo import views

urlpatterns = [path("", views.people, name="demo")]
