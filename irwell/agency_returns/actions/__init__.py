"""Every change to a request and its return: asking and chasing, writing and signing, the chronology's rows."""
