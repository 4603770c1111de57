"""The event log: append-only, hash-chained, verifiable without our code."""
