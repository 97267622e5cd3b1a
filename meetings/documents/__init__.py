"""Documents: how those of other systems come here, and how the text of all of them is read page by page.

`want()` is the way in for whoever takes in another system's files; `pipeline.refresh("meetings.File", id)` for our own.
"""

from meetings.documents.wanting import want

__all__ = ["want"]
