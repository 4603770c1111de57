"""The tables of practice reviews, by topic."""

from irwell.reviews.models.contract import Contract, Instalment, JointReview, Variation
from irwell.reviews.models.drafting import Draft, SectionWriting
from irwell.reviews.models.report import (
    FactCheckComment,
    FactCheckInvitation,
    FamilyReading,
    Finding,
    ParagraphBasis,
    PartnerApproval,
    Recommendation,
    ReportPicture,
    ReportVersion,
)
from irwell.reviews.models.review import (
    DelayCopy,
    DelayLetter,
    KeyLine,
    Milestone,
    PracticeReview,
    ProgressCheck,
    TermsAgreement,
    TermsVersion,
    WrittenRequest,
)

__all__ = [
    "Contract",
    "DelayCopy",
    "DelayLetter",
    "Draft",
    "FactCheckComment",
    "FactCheckInvitation",
    "FamilyReading",
    "Finding",
    "Instalment",
    "JointReview",
    "KeyLine",
    "Milestone",
    "ParagraphBasis",
    "PartnerApproval",
    "PracticeReview",
    "ProgressCheck",
    "Recommendation",
    "ReportPicture",
    "ReportVersion",
    "SectionWriting",
    "TermsAgreement",
    "TermsVersion",
    "Variation",
    "WrittenRequest",
]
