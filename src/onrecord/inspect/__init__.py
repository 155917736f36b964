"""Pages to look at: a static site of the records that opens from disk, without a server and without the network."""

from onrecord.inspect.review import write_review
from onrecord.inspect.site import write_site

__all__ = ["write_review", "write_site"]
