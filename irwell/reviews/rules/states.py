"""At which states of the workflow what may be done in a practice review. Pure."""

PARTNERS = ("local_authority", "icb", "police")
FOR_A_REVIEW = frozenset({"LCSPR", "LCSPR_THEMATIC", "LCSPR_JOINT_OTHER_AREA"})
CAN_COMMISSION = ("rr_submitted", "panel_response")
# States in which the eighth step of the journey is local learning, or the choice of it.
LOCAL = (
    "not_notified", "sin_withdrawn", "other_area", "local_planning", "local_gathering", "local_event", "local_report",
)  # fmt: skip
WRITING = ("evidence", "drafting")
ASKING = ("commissioning", "scoping")  # states in which key lines of enquiry are written
UNDER_WAY = (
    "commissioning", "scoping", "evidence", "drafting", "fact_check", "partner_approval",
    "anonymisation", "pre_publication", "publication_deferred",
)  # fmt: skip
