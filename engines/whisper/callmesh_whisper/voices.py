"""What a voice sounds like, as numbers: spectrum envelope and pitch of each 10 ms. Telephone band, so that every line compares."""

from __future__ import annotations

from typing import Any, Tuple

RATE = 16_000
STEP = 160
WINDOW = 400
TRANSFORM = 1024
BANDS = 24
COEFFICIENTS = 16
LOW_HZ, HIGH_HZ = 200.0, 3_500.0
# Pitch of human speech; a frame that repeats itself less than this is not voiced.
PITCH_HZ = (70.0, 400.0)
VOICED = 0.45
# Frames are taken in blocks, so that ten minutes of sound need no gigabytes.
BLOCK = 4_000


def frames_in(sound: Any) -> int:
    return max(0, 1 + (sound.size - WINDOW) // STEP)


def describe(sound: Any, wanted: Any) -> Tuple[Any, Any, Any]:
    """Returns for each frame: cepstrum (frames × COEFFICIENTS), loudness in dB, and log pitch (0 where not voiced); zeros where a frame is not `wanted`."""
    import numpy as np

    count = frames_in(sound)
    cepstrum = np.zeros((count, COEFFICIENTS), np.float32)
    loudness = np.full(count, -120.0, np.float32)
    pitch = np.zeros(count, np.float32)
    window, filters, cosines = np.hanning(WINDOW).astype(np.float32), _filters(), _cosines()
    repeats_of_window = np.fft.irfft(np.abs(np.fft.rfft(window, TRANSFORM)) ** 2)[:WINDOW]
    repeats_of_window /= repeats_of_window[0]
    frames = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::STEP] if count else None
    indices = np.flatnonzero(wanted)
    for at in range(0, len(indices), BLOCK):
        chosen = indices[at : at + BLOCK]
        block = np.array(frames[chosen], np.float32)
        block -= block.mean(axis=1, keepdims=True)
        loudness[chosen] = 10 * np.log10(np.mean(block**2, axis=1) + 1e-12)
        spectrum = np.fft.rfft(block * window, TRANSFORM)
        power = spectrum.real**2 + spectrum.imag**2
        cepstrum[chosen] = np.log(power @ filters.T + 1e-9) @ cosines.T
        pitch[chosen] = _pitch(power, repeats_of_window)
    return cepstrum, loudness, pitch


def _pitch(power: Any, repeats_of_window: Any) -> Any:
    """By autocorrelation, by way of the spectrum; the window's own is divided out, or high voices would always win."""
    import numpy as np

    repeats = np.fft.irfft(power)
    first, last = int(RATE / PITCH_HZ[1]), int(RATE / PITCH_HZ[0])
    lags = repeats[:, first:last] / (repeats[:, :1] + 1e-9) / repeats_of_window[first:last]
    best = lags.argmax(axis=1)
    height = lags[np.arange(len(lags)), best]
    # The shortest lag that is nearly as good: twice the period repeats as well.
    good = lags > (0.9 * height)[:, None]
    best = good.argmax(axis=1)
    return np.where(height > VOICED, np.log(RATE / (best + first)), 0).astype(np.float32)


def _filters() -> Any:
    import numpy as np

    mel = lambda hertz: 1127 * np.log1p(hertz / 700)  # noqa: E731
    edges = 700 * np.expm1(np.linspace(mel(LOW_HZ), mel(HIGH_HZ), BANDS + 2) / 1127)
    bins = np.fft.rfftfreq(TRANSFORM, 1 / RATE)
    rising = (bins[None] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins[None]) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


def _cosines() -> Any:
    """Without the first coefficient, which is loudness."""
    import numpy as np

    n = np.arange(BANDS)
    return np.cos(np.pi * np.arange(1, COEFFICIENTS + 1)[:, None] * (2 * n + 1) / (2 * BANDS)).astype(np.float32) * np.float32((2 / BANDS) ** 0.5)
