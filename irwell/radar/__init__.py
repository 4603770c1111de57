"""Casework’s side of the radar: what was recommended before, here and nationally, and reviews like a case.

What is here is searched here. The repository is asked over HTTP, with words that a person typed for it, and nothing else.
"""
