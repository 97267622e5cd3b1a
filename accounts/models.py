from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in. What they may do comes from mandates (`meetings/mandates.py`), not from this row."""
