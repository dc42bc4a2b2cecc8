"""Frames of speech of one recording, and models of the voices in it."""

from __future__ import annotations

from typing import Any, Dict

from .voices import RATE, STEP

FRAMES_PER_SECOND = RATE // STEP
COMPONENTS = 4


class Features:
    """Frames of speech, scaled over the recording."""

    def __init__(self, cepstrum: Any, pitch: Any, useful: Any) -> None:
        self.useful = useful
        self.mean, self.deviation = cepstrum[useful].mean(axis=0), cepstrum[useful].std(axis=0) + 1e-3
        self.raw, self.pitch = cepstrum, pitch
        self.scaled = (cepstrum - self.mean) / self.deviation
        self.voiced = useful & (pitch > 0)

    def print_of(self, mask: Any) -> Dict[str, Any]:
        """What is compared between stretches of one long recording."""
        voiced = mask & self.voiced
        pitch = self.pitch[voiced]
        raw = self.raw[mask]
        return {
            "seconds": round(float(mask.sum()) / FRAMES_PER_SECOND, 2),
            "pitch": round(float(pitch.mean()), 4) if pitch.size else None,
            "mean": [round(float(value), 3) for value in raw.mean(axis=0)] if len(raw) else [],
            "deviation": [round(float(value), 3) for value in raw.std(axis=0)] if len(raw) else [],
        }


class Voice:
    """A mixture of normal distributions over spectra, and one over pitch."""

    def __init__(self, features: Features, mask: Any) -> None:
        import numpy as np

        frames = features.scaled[mask]
        count = min(COMPONENTS, max(1, len(frames) // 60))
        order = np.argsort(frames[:, 0], kind="stable")
        self.centres = np.stack([frames[part].mean(axis=0) for part in np.array_split(order, count)])
        self.spread = np.tile(frames.var(axis=0) + 0.05, (count, 1))
        self.weights = np.full(count, 1 / count)
        for _ in range(5):
            parts = self._parts(frames)
            shares = np.exp(parts - _logsum(parts)[:, None])
            mass = shares.sum(axis=0) + 8.0
            overall, variance = frames.mean(axis=0), frames.var(axis=0)
            self.centres = (shares.T @ frames + 8.0 * overall) / mass[:, None]
            self.spread = np.maximum(0.1, (shares.T @ frames**2 + 8.0 * (variance + overall**2)) / mass[:, None] - self.centres**2)
            self.weights = mass / mass.sum()
        pitch = features.pitch[mask & features.voiced]
        self.has_pitch = pitch.size >= 30
        if self.has_pitch:
            self.pitch, self.range = float(np.median(pitch)), max(0.1, float(np.percentile(np.abs(pitch - np.median(pitch)), 68)))

    def _parts(self, frames: Any) -> Any:
        import numpy as np

        return np.stack([
            np.log(weight) - 0.5 * (((frames - centre) ** 2 / spread).sum(axis=1) + np.log(spread).sum())
            for weight, centre, spread in zip(self.weights, self.centres, self.spread)
        ], axis=1)

    def likelihood(self, features: Features) -> Any:
        import numpy as np

        found = _logsum(self._parts(features.scaled))
        if self.has_pitch:
            # Student's t: octave errors of the pitch must not decide.
            off = (features.pitch - self.pitch) / self.range
            found = found + np.where(features.voiced, 3.0 * (-2.0 * np.log1p(off**2 / 3.0) - np.log(self.range)), 0.0)
        return np.where(features.useful, found, 0.0)


def _logsum(parts: Any) -> Any:
    import numpy as np

    top = parts.max(axis=1)
    return top + np.log(np.exp(parts - top[:, None]).sum(axis=1))
