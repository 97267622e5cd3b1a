"""Addresses of signing in. The names are django-allauth's; two-factor and single sign-on bring theirs when switched on."""

from allauth.account import views
from django.urls import path, re_path
from django.views.generic import TemplateView

urlpatterns = [
    path("anmelden/", views.login, name="account_login"),
    path("anmelden/gesperrt/", views.account_inactive, name="account_inactive"),
    # allauth's mail to an unknown address names the place where one gets an account; here the office gives them out.
    path("anmelden/zugang/", TemplateView.as_view(template_name="account/how_to_get_one.html"), name="account_signup"),
    path("abmelden/", views.logout, name="account_logout"),
    path("kennwort/aendern/", views.password_change, name="account_change_password"),
    path("kennwort/vergessen/", views.password_reset, name="account_reset_password"),
    path("kennwort/vergessen/gesendet/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^kennwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("kennwort/geaendert/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
