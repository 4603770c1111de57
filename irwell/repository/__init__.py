"""The public repository: every published review in one place, found by what it teaches.

It runs as a process of its own with its own database. It holds no key of any case and imports
no casework code; bundles are the only way in from there.
"""
