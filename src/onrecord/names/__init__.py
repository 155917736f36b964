"""Names of people: parsed, compared, and put together."""

from onrecord.names.article import Placed, resolve_article
from onrecord.names.cluster import Bearer, Clustering, cluster_bearers, cluster_names
from onrecord.names.compare import compare_names
from onrecord.names.parse import Name, given_names, parse_name
from onrecord.names.whole import whole_name

__all__ = [
    "Bearer",
    "Clustering",
    "Name",
    "Placed",
    "cluster_bearers",
    "cluster_names",
    "compare_names",
    "given_names",
    "parse_name",
    "resolve_article",
    "whole_name",
]
