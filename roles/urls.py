"""The addresses of roles, people, units and courses."""

from django.urls import path

from roles.views import (
    accounts,
    catalogue,
    entrance,
    joining,
    nominations,
    people,
    training,
    units,
)

urlpatterns = [
    path("roller/", catalogue.role_list, name="list"),
    path("roller/<slug:key>/", catalogue.role, name="role"),
    path("personer/", people.people, name="people"),
    path("personer/mig/", people.edit_self, name="edit_self"),
    path("personer/navne/", people.names, name="names"),
    path("personer/<key:pk>/", people.person, name="person"),
    path("personer/<key:pk>/e-mail/", accounts.change_email, name="change_email"),
    path("personer/<key:pk>/saml/", joining.join_person, name="join_person"),
    path("konti/<key:pk>/svar/", accounts.answer_change, name="answer_change"),
    path("konti/bekraeft/<str:token>/", accounts.confirm_change, name="confirm_change"),
    path("enheder/", units.units, name="units"),
    path("enheder/<key:pk>/", units.unit, name="unit"),
    path("enheder/<key:pk>/ret/", joining.edit_unit, name="edit_unit"),
    path("enheder/<key:pk>/saml/", joining.join_unit, name="join_unit"),
    path("indstillinger/", nominations.nominations, name="nominations"),
    path("indstillinger/ny/", nominations.nominate, name="nominate"),
    path("indstillinger/navne/", nominations.staff_names, name="staff_names"),
    path("indstillinger/<key:pk>/", nominations.nomination, name="nomination"),
    path("indstillinger/<key:pk>/ret/", nominations.edit, name="edit_nomination"),
    path("indstillinger/<key:pk>/svar/", nominations.answer, name="answer_nomination"),
    path("indstillinger/<key:pk>/traek-tilbage/", nominations.withdraw, name="withdraw_nomination"),
    path("sekretariat/indstillinger/", nominations.inbox, name="nomination_inbox"),
    path("velkommen/<str:token>/", entrance.entrance, name="entrance"),
    path("sprog/", people.set_language, name="set_language"),
    path("kurser/", training.courses, name="courses"),
    path("kurser/<key:pk>/", training.course, name="course"),
    path("kurser/hold/<key:pk>/tilmeld/", training.sign_up, name="sign_up"),
    path("kurser/hold/<key:pk>/meld-fra/", training.sign_off, name="sign_off"),
    path("sekretariat/kurser/", training.manage, name="manage"),
    path("sekretariat/kurser/<key:pk>/", training.session, name="manage_session"),
    path("sekretariat/kurser/<key:pk>/aflys/", training.cancel, name="cancel_session"),
    path("sekretariat/kurser/<key:pk>/liste/", training.door_list, name="door_list"),
]
