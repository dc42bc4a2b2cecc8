"""Turns the bytes of an upload into what the model hears: 16 kHz, one channel, 32-bit float."""

from __future__ import annotations

from typing import BinaryIO, Optional

from .errors import ApiError, invalid

SAMPLE_RATE = 16_000

# FFmpeg also knows playlist formats (HLS, concat, …) which open further files by name. An upload must never make the
# server read something else, so only plain containers are opened and no protocol is allowed beneath them.
CONTAINERS = "wav,w64,mp3,ogg,flac,mov,matroska,aac,aiff,au,amr"
OPEN_OPTIONS = {"format_whitelist": CONTAINERS, "protocol_whitelist": "none"}


def decode(file: BinaryIO, max_seconds: float, channel: Optional[int] = None):  # -> numpy.ndarray
    """Decodes; mixes the channels down, or takes one of them (0-based). Raises ApiError when it is no audio, holds no
    sound or no such channel, or is longer than `max_seconds`."""
    import av
    import numpy as np

    parts = []
    samples = 0
    try:
        with av.open(file, mode="r", metadata_errors="ignore", options=OPEN_OPTIONS) as container:
            if not container.streams.audio:
                raise invalid("audio_unreadable", "The file has no audio track.", "file")
            resampler = av.AudioResampler(format="fltp", layout=None if channel is not None else "mono", rate=SAMPLE_RATE)
            for frame in _frames(container, av):
                for out in resampler.resample(frame):
                    planes = out.to_ndarray()
                    if channel is not None and channel >= planes.shape[0]:
                        raise invalid("no_such_channel", f"The recording has {planes.shape[0]} channel(s), numbered from 0.", "channel")
                    part = planes[channel or 0].copy()
                    parts.append(part)
                    samples += part.size
                if samples > max_seconds * SAMPLE_RATE:
                    raise ApiError(413, "audio_too_long", f"The recording is longer than {max_seconds:.0f} seconds.", "file")
    except ApiError:
        raise
    except (av.FFmpegError, ValueError, EOFError, OSError, IndexError) as error:
        raise invalid("audio_unreadable", f"The file cannot be decoded as audio ({type(error).__name__}).", "file") from None
    if not parts:
        raise invalid("audio_empty", "The file has a header but no sound in it.", "file")
    return np.concatenate(parts)


def _frames(container, av):
    """The audio frames, then None, which makes the resampler give out what it still holds. A frame in the middle that
    cannot be decoded is skipped: one damaged packet must not cost the whole call."""
    for packet in container.demux(audio=0):
        try:
            yield from packet.decode()
        except av.InvalidDataError:
            continue
    yield None
