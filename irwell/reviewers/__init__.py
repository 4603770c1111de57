"""The pool of independent reviewers: competence, availability, conflicts, papers. Outside people, not users."""
