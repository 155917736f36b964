"""From a reviewed sample to figures with intervals. Pure arithmetic; every formula names its source.

A sample is stratified: stratum h holds N_h items of which n_h were drawn without replacement and k_h were right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum: its name, size, number of items reviewed, number found right."""

    name: str
    size: int
    reviewed: int
    right: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A proportion with its 95 % interval, and how many reviewed items it rests on."""

    value: float
    low: float
    high: float
    reviewed: int

    def __str__(self) -> str:
        return f"{100 * self.value:.1f} % ({100 * self.low:.1f} to {100 * self.high:.1f}, {self.reviewed} reviewed)"


def wilson(share: float, size: float) -> tuple[float, float]:
    """Wilson's score interval (Wilson 1927) for a share seen in `size` draws; `size` may be an effective, fractional size.

    Good for small samples and shares near 0 or 1, where the normal interval fails (Brown, Cai and DasGupta 2001).
    """
    if size <= 0:
        return 0.0, 1.0
    centre = (share + Z * Z / (2 * size)) / (1 + Z * Z / size)
    half = Z / (1 + Z * Z / size) * math.sqrt(share * (1 - share) / size + Z * Z / (4 * size * size))
    return max(0.0, centre - half), min(1.0, centre + half)


def proportion(strata: Sequence[Stratum]) -> Estimate:
    """The share of right items over all strata, weighted by their sizes (Cochran 1977, section 5.3).

    The variance is summed over strata with the finite population correction; within a stratum it is reckoned from the
    share smoothed by one right and one wrong item (Agresti and Coull 1998), so that a stratum without an error does not
    claim to know that it has none. The interval is Wilson's at the effective sample size p(1-p)/variance (Korn and
    Graubard 1998; Franco et al. 2019 for stratified samples). Strata without a reviewed item are left out of both.
    """
    used = [stratum for stratum in strata if stratum.reviewed > 0 and stratum.size > 0]
    total = sum(stratum.size for stratum in used)
    if not total:
        return Estimate(float("nan"), 0.0, 1.0, 0)
    value = variance = 0.0
    for stratum in used:
        weight, n = stratum.size / total, stratum.reviewed
        value += weight * stratum.right / n
        smoothed = (stratum.right + 1) / (n + 2)
        rest = max(0.0, 1 - n / stratum.size)
        variance += weight * weight * rest * smoothed * (1 - smoothed) / n
    reviewed = sum(stratum.reviewed for stratum in used)
    if variance <= 0:  # everything was reviewed
        return Estimate(value, value, value, reviewed)
    centre = min(max(value, 1 / (reviewed + 2)), 1 - 1 / (reviewed + 2))
    low, high = wilson(value, centre * (1 - centre) / variance)
    return Estimate(value, min(low, value), max(high, value), reviewed)


def corrected_count(found: int, precision: Estimate, recall: Estimate) -> tuple[float, float, float]:
    """How many items there really are: found x precision / recall, with an interval.

    The ratio's spread follows from the two by the delta method on the log scale (Rogan and Gladen 1978 give the case of
    a single test); half the width of a 95 % interval on the log scale stands for 1.96 standard errors.

    Returns:
        Count, low, high; infinite where the recall may be nothing.
    """
    if not recall.value > 0:
        return math.inf, 0.0, math.inf
    count = found * precision.value / recall.value
    spread = math.hypot(_log_half_width(precision), _log_half_width(recall))
    return count, count * math.exp(-spread), count * math.exp(spread)


def _log_half_width(estimate: Estimate) -> float:
    if estimate.low <= 0:
        return math.inf
    return (math.log(max(estimate.high, 1e-12)) - math.log(estimate.low)) / 2


def calibration(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error over bins of equal width (Guo et al. 2017), and the bins: (mean confidence, share right, size)."""
    rows = []
    error = 0.0
    for number in range(bins):
        inside = [(c, right) for c, right in pairs if number / bins <= c < (number + 1) / bins or (c == 1 and number == bins - 1)]
        if inside:
            confidence = sum(c for c, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            rows.append((confidence, share, len(inside)))
            error += len(inside) / len(pairs) * abs(confidence - share)
    return error, rows
