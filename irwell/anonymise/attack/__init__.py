"""The attacker's tools: every way in which a written file may still tell who somebody is.

Nothing here is shared with the recognisers: what they overlook must not be overlooked twice.
"""
