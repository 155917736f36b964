"""Which regions are parts of one statement: around one cue, or paragraphs of one running quotation."""

from __future__ import annotations

from onrecord.quotes.features import Scene, Surroundings, bucket


def join_features(scene: Scene, before: int, region: int, source: int | None, around: Surroundings, following: Surroundings) -> list[str]:
    """Features of two neighbouring regions with the same source; `around` is the first one's, `following` the second's."""
    view = scene.view
    a, b = view.last[before], view.first[region]
    words = scene.outside[b] - scene.outside[a] if a <= b else 0
    stops = scene.stops[b] - scene.stops[a] if a <= b else 0
    first, second = min(a, len(view.words)) - 1, min(b, len(view.words) - 1)
    paragraphs = view.paragraph[second] - view.paragraph[max(0, first)]
    place = "none"
    if source is not None:
        start = scene.mentions[source].start
        place = "between" if a <= start < b else "before" if start < view.first[before] else "after" if start >= view.last[region] else "in"
        verb = scene.ties[source].verb
        if place == "before" and verb >= a:
            place = "split"
    verbs = sum(1 for word in range(a, min(b, a + 30)) if scene.cues.get(view.lower[word], 0.0) >= 0.25 and view.inside[word] < 0)
    carried = "c" if view.regions[before].continued and region == before + 1 else "-"
    code = f"{carried}{bucket(paragraphs, 0, 1)}{bucket(stops, 0, 1)}"
    return [
        "bias",
        code,
        f"{code}|{place}",
        f"{code}|{place}|w{bucket(words, 0, 1, 3, 6, 12, 25)}",
        f"{code}|{place}|v{bucket(verbs, 0, 1)}",
        f"{code}|{place}|e{around.end}|s{following.start}",
        f"{code}|{place}|b{following.before}",
        f"{code}|{place}|a{around.after}",
        f"{place}|l{around.length}|l{following.length}",
        f"{code}|{place}|e{around.end}|v{bucket(verbs, 0, 1)}|b{following.before}",
        f"e{around.end}|s{following.start}",
    ]
