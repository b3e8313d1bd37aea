"""Prompts as documents: Markdown with front matter, rendered strictly, hashed for the transcript.

A document may have sections (`## name`), each rendered on its own. It knows neither models nor
interviews.
"""

from interviewer.prompts.documents import Document, Unrendered, document, hashes

__all__ = ["Document", "Unrendered", "document", "hashes"]
