"""All outgoing HTTP: files into a folder (`fetch`, `download`), answers into memory (`Client`), never into our own network.

The address is resolved once, every answer of the resolver is checked, and the connection goes to the checked number: a name
that changes its meaning between check and use (DNS rebinding) gains nothing. Every redirect is checked the same way.
"""

from ris.doors.fetching.asking import Answer, Client
from ris.doors.fetching.files import Download, download, fetch
from ris.doors.fetching.guarding import NotFetched, is_public_address

__all__ = ["Answer", "Client", "Download", "NotFetched", "download", "fetch", "is_public_address"]
