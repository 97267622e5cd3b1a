"""All addresses: German, readable, permanent."""

from allauth.account import views as sign_in
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from meetings.admin_choices import answer

# One door for all: the admin sends people to the sign-in page instead of having its own without a throttle.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

admin.site.site_header = admin.site.site_title = _("Council information: administration")
admin.site.index_title = _("Overview")

# Rows are named with what they belong to, in what is typed as in what is chosen.
admin.site.autocomplete_view = answer  # type: ignore[method-assign,assignment]

urlpatterns = [
    path("", include("ris.pages.urls")),
    path("", include("ris.feeds.urls")),
    path("", include("accounts.urls")),
    path("", include("ris.office.urls")),
    path("", include("ris.upkeep.urls")),
    path("admin/logout/", sign_in.logout),
    path("admin/", admin.site.urls),
    path("", include("media.urls")),
    path("", include("ris.oparl.server.urls")),
]

handler404 = "ris.pages.errors.not_found"
handler403 = "ris.pages.errors.forbidden"
handler429 = "ris.pages.errors.too_many"
handler500 = "ris.pages.errors.broken"
