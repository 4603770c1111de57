"""The agenda of a Rapid Review meeting. Pure."""

AGENDA = (
    (
        "Welcome, apologies and conflicts of interest",
        "The chair confirms quorum. Learning, never blame.",
    ),
    (
        "Are this child and other children safe now?",
        "What was done at once, and what is still needed.",
    ),
    ("What happened", "Each agency’s return and the combined chronology."),
    ("Key practice episodes", "Why things were done or not done, not only what."),
    ("The child’s voice and daily life", "What the child said, showed and lived with."),
    ("Identity and equality", "Racism, ableism and other inequalities that may have shaped it."),
    ("What went well, and learning to act on now", "Each action with an owner and a date."),
    (
        "Similar cases and other processes",
        "Local and national reviews; police, coroner, family courts.",
    ),
    ("The regulation 11 grid", "Each factor answered with reasons."),
    ("Each partner’s position", "Recorded apart; shown when all three are in."),
    ("Next steps", "Report, sign-off, date for the Panel, who tells the family."),
)  # agenda of a Rapid Review meeting, from the purposes in the Panel’s guidance (domain: 5.4)
