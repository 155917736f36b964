"""Places: every toponym to a gazetteer entry, or honestly to none.

`candidates` asks the gazetteer, `context` reads the words around, `features` and `ranker` weigh, `resolve` decides,
`find` picks the toponyms out of the entities of a document.
"""

from onrecord.places.find import find_places
from onrecord.places.resolve import resolve_places

__all__ = ["find_places", "resolve_places"]
