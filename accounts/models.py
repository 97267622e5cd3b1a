from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in. What they may do comes from mandates (`meetings/mandates.py`), not from this row."""

    @property
    def enters_the_admin(self) -> bool:
        """Whether /admin/ lets this user in at all; what they see there is decided by their mandates."""
        return self.is_staff and self.is_active
