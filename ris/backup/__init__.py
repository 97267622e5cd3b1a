"""Backups of an installation: database, data folder, key, and a list of what there was; taken while the site runs."""
