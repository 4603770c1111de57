"""One module a step of the journey: each takes a case through its step by the same actions that people use."""
