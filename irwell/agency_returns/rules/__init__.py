"""Rules of requests, of the summary and of a chronology's lines."""
