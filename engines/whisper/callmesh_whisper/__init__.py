"""A small local speech server with OpenAI's transcription route, around faster-whisper."""

__version__ = "0.1.0"
