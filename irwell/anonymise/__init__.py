"""Anonymisation engine: a document and an identity register in, clean files and a certificate out.

Pure Python: no Django, no database, no network, no clock of its own. The way through it:

    read → recognise → resolve → decide → (a person) → replacements → apply → write → verify → issue
"""

ENGINE_VERSION = "1"
