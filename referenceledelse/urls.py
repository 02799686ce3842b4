"""All addresses, in Danish, stable and readable aloud."""

import allauth.account.urls
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

import dialogues.urls
import roles.urls
import themes.urls
from referenceledelse.core.web.signing_in import discard
from referenceledelse.overview import views as overview
from themes.views.load import load
from themes.views.rounds import new_round
from themes.views.value import public_story

# The e-mail is who a person is, here and in the imports; so it is the secretariat's to change.
account_pages = [page for page in allauth.account.urls.urlpatterns if page.name != "account_email"]

# The list and the page of a theme compose all apps, so their views are those of the overview.
theme_pages = [
    path("", overview.theme_list, name="list"),
    path("kort/", overview.theme_map, name="map"),
    *themes.urls.urlpatterns,
    path("<slug:slug>/", overview.theme, name="theme"),
]

handler500 = "referenceledelse.middleware.server_error"

urlpatterns = [
    path("", overview.start, name="start"),
    path("de-ti-opgaver/", overview.read_duties, name="read_duties"),
    path("temaer/", include((theme_pages, "themes"))),
    path("", include((dialogues.urls.urlpatterns, "dialogues"))),
    path("", include((roles.urls.urlpatterns, "roles"))),
    path("", include((themes.urls.knowledge_pages, "knowledge"))),
    path("mine-medarbejdere/", overview.staff, name="staff"),
    path("opfordringer/", include((themes.urls.encouragement_pages, "encouragements"))),
    path("soeg/", overview.search_page, name="search"),
    path("sekretariat/", overview.secretariat, name="secretariat"),
    path("sekretariat/belastning/", load, name="load"),
    path("sekretariat/daekning/", overview.coverage, name="coverage"),
    path("sekretariat/figurer/", overview.figures, name="figures"),
    path("sekretariat/rapport/", overview.report, name="report"),
    path("sekretariat/udtraek/", overview.exports, name="exports"),
    path("sekretariat/udtraek/<slug:table>.<slug:kind>", overview.export, name="export"),
    path("sekretariat/ny-runde/", new_round, name="new_round"),
    path("sekretariat/opsaetning/", overview.setup, name="setup"),
    path("fortaellinger/<uuid:key>/", public_story, name="public_story"),
    path("tilgaengelighed/", overview.accessibility, name="accessibility"),
    path("konto/smid-vaek/", discard, name="discard_kept"),
    path("konto/", include(account_pages)),
    path("admin/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("referenceledelse.demo.urls")))
