"""The people of an article and all else that speaks; each quote's source resolved to one of them."""

from onrecord.actors.cast import find_actors

__all__ = ["find_actors"]
