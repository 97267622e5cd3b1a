"""Addresses for machines; /gesund/ and /gesund/bereit/ are answered earlier (ris/upkeep/health.py)."""

from django.urls import path

from ris.upkeep import metrics, security_txt

urlpatterns = [
    path("metrics", metrics.metrics, name="metrics"),
    path(".well-known/security.txt", security_txt.security_txt, name="security_txt"),
]
