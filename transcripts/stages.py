"""All stages of this app, so that they are registered together: words, chapters, captions."""

from transcripts import captions, chapters, speech_stages

__all__ = ["captions", "chapters", "speech_stages"]
