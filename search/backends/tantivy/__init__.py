"""Parts of the tantivy backend for django-haystack; `search.backends.tantivy_backend` is the door and the manual."""
