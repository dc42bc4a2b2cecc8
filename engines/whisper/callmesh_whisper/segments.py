"""What is kept of the model's segments."""

from __future__ import annotations

from typing import Any, Dict, List

# Cutting silence out puts words from two turns side by side, and the model may join them into one sentence. A pause this
# long in the recording is a new segment, whatever the model thought.
PAUSE_SECONDS = 0.8

# Invented words are short, unlikely, and sit where the model itself hears little speech.
MIN_WORD_PROBABILITY = 0.25
NO_SPEECH = 0.5
SHORT_WORDS = 4


def split_at_pauses(segment: Any) -> List[Dict[str, Any]]:
    """One model segment as one or more of ours, with its words."""
    runs: List[List[Any]] = []
    for word in segment.words or []:
        if runs and word.start - runs[-1][-1].end < PAUSE_SECONDS:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [
        {
            "start": round(float(run[0].start), 3),
            "end": round(float(run[-1].end), 3),
            "text": "".join(word.word for word in run).strip(),
            "temperature": float(segment.temperature or 0.0),
            "avg_logprob": round(float(segment.avg_logprob), 4),
            "compression_ratio": round(float(segment.compression_ratio), 3),
            "no_speech_prob": round(float(segment.no_speech_prob), 4),
            "words": [
                {
                    "word": word.word.strip(),
                    "start": round(float(word.start), 3),
                    "end": round(float(word.end), 3),
                    "probability": round(float(word.probability), 4),
                }
                for word in run
            ],
        }
        for run in runs
    ]


def drop_doubtful(segments: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """Leaves out what was very likely invented."""
    return [segment for segment in segments if segment["text"] and not _invented(segment)]


def _invented(segment: Dict[str, Any]) -> bool:
    words = segment["words"]
    probability = sum(word["probability"] for word in words) / len(words)
    if probability < MIN_WORD_PROBABILITY and len(words) <= SHORT_WORDS:
        return True
    return segment["no_speech_prob"] > NO_SPEECH and probability < 0.5
