"""Tells two voices on one channel apart: which words are one person's, which the other's, and which cannot be told.

Frames of speech are described by spectrum and pitch (voices.py). Stretches between pauses are put into two groups; each group becomes a model of a
voice, words are given to the voice that they are likelier of (Viterbi: to change in the middle of a sentence costs more than after it), and models
and words are made again of each other until nothing changes. Whether there are two voices at all is asked of the result.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from .voice_models import FRAMES_PER_SECOND, Features, Voice
from .voices import describe, frames_in

# A stretch ends at a pause, at the end of a sentence, or when it is long enough to tell a voice by.
PAUSE_SECONDS = 0.18
LONG_SECONDS = 2.5
# Below the loudest speech by more than this, a frame says more of the line than of the voice.
QUIET_DB = 28.0
# Neighbouring frames say nearly the same; so many count as one observation.
CORRELATED = 12.0
# What a change of speaker costs, by what lies between two words.
CHANGE = {"inside": 9.0, "pause": 4.0, "sentence": 2.5, "both": 1.2}
ROUNDS = 6
# Of less speech a voice cannot be told.
LEAST_SECONDS = 2.0
LEAST_SHARE = 0.05
# Two voices are two when their difference is above this; see README.md.
TWO_VOICES = 1.1
# So many neighbouring frames are one sound of speech, as far as chance goes.
CHANCE = 15.0
# A word whose turn is not clearly one voice's is nobody's.
MARGIN = 0.6


def separate(sound: Any, segments: List[Dict[str, Any]]) -> Optional[Dict[str, Any]]:
    """Writes `speaker` (0, 1 or None) into every word; returns what was found, or None when there was too little to tell."""
    import numpy as np

    words = [word for segment in segments for word in segment["words"]]
    for word in words:
        word["speaker"] = None
    if not words:
        return None
    count = frames_in(sound)
    spans = [_span(word, count) for word in words]
    spoken = np.zeros(count, bool)
    for first, last in spans:
        spoken[first:last] = True
    if spoken.sum() < 2 * LEAST_SECONDS * FRAMES_PER_SECOND:
        return None
    cepstrum, loudness, pitch = describe(sound, spoken)
    useful = spoken & (loudness > np.percentile(loudness[spoken], 95) - QUIET_DB)
    features = Features(cepstrum, pitch, useful)
    pieces = _pieces(words)
    best = None
    for labels in _beginnings(features, [(_join(spans, piece)) for piece in pieces]):
        by_word = np.zeros(len(words), int)
        for piece, label in zip(pieces, labels):
            by_word[piece[0] : piece[1]] = label
        found = _settle(features, words, spans, by_word)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    if best is None:
        return _one_voice(words, features, 0.0)
    score, labels, ratios = best
    masks = [_mask(spans, labels == k, useful) for k in (0, 1)]
    difference = _difference(features, masks)
    if difference < TWO_VOICES:
        return _one_voice(words, features, difference)
    for word, label, ratio in zip(words, labels, ratios):
        word["speaker"] = int(label) if ratio >= MARGIN else None
    return {"voices": 2, "difference": round(difference, 3), "prints": [features.print_of(mask) for mask in masks]}


def _one_voice(words: List[Dict[str, Any]], features: Features, difference: float) -> Dict[str, Any]:
    for word in words:
        word["speaker"] = 0
    return {"voices": 1, "difference": round(difference, 3), "prints": [features.print_of(features.useful)]}


def _settle(features: Features, words: List[Dict[str, Any]], spans: List[Tuple[int, int]], labels: Any) -> Optional[Tuple[float, Any, Any]]:
    """Models of words, words of models, until nothing changes."""
    import numpy as np

    costs = _change_costs(words)
    score, totals = -np.inf, None
    for _ in range(ROUNDS):
        masks = [_mask(spans, labels == k, features.useful) for k in (0, 1)]
        least = max(LEAST_SECONDS * FRAMES_PER_SECOND, LEAST_SHARE * features.useful.sum())
        if min(mask.sum() for mask in masks) < least:
            return None
        sums = [np.concatenate([[0.0], np.cumsum(Voice(features, mask).likelihood(features))]) for mask in masks]
        totals = np.array([[total[last] - total[first] for total in sums] for first, last in spans]) / CORRELATED
        again, score = _viterbi(totals, costs)
        if (again == labels).all():
            break
        labels = again
    return score, labels, _ratios(totals, labels, words)


def _viterbi(totals: Any, costs: Any) -> Tuple[Any, float]:
    import numpy as np

    count = len(totals)
    back = np.zeros((count, 2), int)
    score = totals[0].copy()
    for at in range(1, count):
        stay, change = score, score[::-1] - costs[at]
        back[at] = np.where(stay >= change, [0, 1], [1, 0])
        score = np.maximum(stay, change) + totals[at]
    labels = np.zeros(count, int)
    labels[-1] = int(score.argmax())
    for at in range(count - 1, 0, -1):
        labels[at - 1] = back[at][labels[at]]
    return labels, float(score.max())


def _ratios(totals: Any, labels: Any, words: List[Dict[str, Any]]) -> Any:
    """How much likelier each word's turn is of its voice than of the other."""
    import numpy as np

    own = totals[np.arange(len(labels)), labels] - totals[np.arange(len(labels)), 1 - labels]
    ratios = np.zeros(len(labels))
    start = 0
    for at in range(1, len(labels) + 1):
        if at == len(labels) or labels[at] != labels[start] or words[at]["start"] - words[at - 1]["end"] > 1.5:
            ratios[start:at] = own[start:at].sum()
            start = at
    return ratios


def _difference(features: Features, masks: List[Any]) -> float:
    """How far apart two voices are, in deviations of single frames: their spectra, less what chance makes of short samples, and their pitch."""
    import numpy as np

    one, two = (features.scaled[mask] for mask in masks)
    count = len(one) + len(two)
    within = (one.var(axis=0) * len(one) + two.var(axis=0) * len(two)) / count
    spectra = float((((one.mean(axis=0) - two.mean(axis=0)) ** 2) / within).sum())
    chance = one.shape[1] * CHANCE * (1 / len(one) + 1 / len(two))
    pitches = [features.pitch[mask & features.voiced] for mask in masks]
    apart = 0.0
    if min(pitch.size for pitch in pitches) >= 30:
        medians = [float(np.median(pitch)) for pitch in pitches]
        spread = sum(max(0.05, float(np.percentile(np.abs(pitch - median), 68))) for pitch, median in zip(pitches, medians)) / 2
        apart = abs(medians[0] - medians[1]) / spread
    return float(np.sqrt(max(0.0, spectra - chance) + (apart / 2) ** 2))


def _beginnings(features: Features, pieces: List[Tuple[int, int]]) -> List[Any]:
    """First guesses: by pitch, and by the directions in which stretches differ most."""
    import numpy as np

    rows, pitches = [], []
    for first, last in pieces:
        mask = features.useful[first:last]
        rows.append(features.scaled[first:last][mask].mean(axis=0) if mask.any() else np.zeros(features.scaled.shape[1]))
        voiced = features.pitch[first:last][features.voiced[first:last]]
        pitches.append(np.median(voiced) if voiced.size >= 10 else np.nan)
    rows, pitches = np.stack(rows), np.array(pitches)
    pitches = np.where(np.isnan(pitches), np.nanmedian(pitches) if not np.isnan(pitches).all() else 0.0, pitches)
    guesses = [_two_means(pitches[:, None], pitches)]
    centred = rows - rows.mean(axis=0)
    if len(rows) > 2:
        _, _, directions = np.linalg.svd(centred, full_matrices=False)
        guesses += [_two_means(rows, centred @ direction) for direction in directions[:3]]
    both = np.concatenate([rows, (pitches - pitches.mean())[:, None] * 4], axis=1)
    guesses.append(_two_means(both, pitches))
    return guesses


def _two_means(rows: Any, order: Any) -> Any:
    import numpy as np

    labels = (order > np.median(order)).astype(int)
    for _ in range(20):
        if labels.min() == labels.max():
            break
        centres = np.stack([rows[labels == k].mean(axis=0) for k in (0, 1)])
        again = ((rows[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
        if (again == labels).all():
            break
        labels = again
    return labels


def _pieces(words: List[Dict[str, Any]]) -> List[Tuple[int, int]]:
    pieces, start = [], 0
    for at in range(1, len(words) + 1):
        if at == len(words) or _break(words[at - 1], words[at]) != "inside" or words[at]["end"] - words[start]["start"] > LONG_SECONDS:
            pieces.append((start, at))
            start = at
    return pieces


def _break(word: Dict[str, Any], following: Dict[str, Any]) -> str:
    pause = following["start"] - word["end"] >= PAUSE_SECONDS
    sentence = word["word"].rstrip("\"')").endswith((".", "?", "!"))
    return "both" if pause and sentence else "pause" if pause else "sentence" if sentence else "inside"


def _change_costs(words: List[Dict[str, Any]]) -> List[float]:
    return [0.0] + [CHANGE[_break(word, following)] for word, following in zip(words, words[1:])]


def _span(word: Dict[str, Any], count: int) -> Tuple[int, int]:
    first = min(count, max(0, int(word["start"] * FRAMES_PER_SECOND)))
    return first, min(count, max(first, int(word["end"] * FRAMES_PER_SECOND)))


def _join(spans: List[Tuple[int, int]], piece: Tuple[int, int]) -> Tuple[int, int]:
    return spans[piece[0]][0], max(spans[piece[0]][0], spans[piece[1] - 1][1])


def _mask(spans: List[Tuple[int, int]], wanted: Any, useful: Any) -> Any:
    import numpy as np

    mask = np.zeros(len(useful), bool)
    for (first, last), is_wanted in zip(spans, wanted):
        if is_wanted:
            mask[first:last] = True
    return mask & useful
