"""Linking over all records: speakers across articles, statements, reprints, and what one article tells about another."""

from onrecord.link.decisions import Decisions
from onrecord.link.linking import Linked, link
from onrecord.link.view import Document, view

__all__ = ["Decisions", "Document", "Linked", "link", "view"]
