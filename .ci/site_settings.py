"""Settings of the invented city while it is looked at from outside: as installed, with the error pages to be had on purpose."""

from ris.settings import *  # noqa: F403  a settings file is all names of another one

ROOT_URLCONF = "site_urls"
DEMO = True  # the sign-in page offers the invented people, as under `make demo`
