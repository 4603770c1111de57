"""For the administrator and the auditor: people, roles, the event log. No case content."""
