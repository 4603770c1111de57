"""The people of the tests. Each has a name, an agency and a story; all are invented.

Maya runs the business unit. Lena (local authority), Idris (integrated care board) and Priti (police) speak for
the three statutory partners. Colm chairs the subgroup. Rosalind reviews independently. Ines is the information
governance adviser. Tomos leads safeguarding at an agency. Oona works elsewhere and is on no case. Conrad is on
the case but walled off from it. Sam administers the system and sees no case. Ade audits the log.
"""

from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import TOTP

from irwell.access.actions import grant_role
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import Agency, Partnership, User

PASSWORD = "a long enough password"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class People:
    maya: User
    lena: User
    idris: User
    priti: User
    colm: User
    rosalind: User
    ines: User
    tomos: User
    oona: User
    conrad: User
    sam: User
    ade: User


CAST = {
    "maya": ("Maya Thornlea", "partnership", "business_unit"),
    "lena": ("Lena Ashworth-Vale", "local_authority", "partnership_member"),
    "idris": ("Idris Penhallow", "icb", "partnership_member"),
    "priti": ("Priti Holmewood", "police", "partnership_member"),
    "colm": ("Colm Derrywater", "partnership", "partnership_member"),
    "rosalind": ("Rosalind Farr-Kite", "independent", "partnership_member"),
    "ines": ("Ines Quillfeather", "partnership", "partnership_member"),
    "tomos": ("Tomos Ellerby", "hospital", "partnership_member"),
    "oona": ("Oona Strangeways", "education", "partnership_member"),
    "conrad": ("Conrad Millrace", "police", "partnership_member"),
    "sam": ("Sam Lockgate", "partnership", "system_administrator"),
    "ade": ("Ade Weirside", "partnership", "auditor"),
}
AGENCIES = {
    "partnership": "Calderbrook Safeguarding Partnership business unit",
    "local_authority": "Calderbrook Council children's services",
    "icb": "Calderbrook and Moss Integrated Care Board",
    "police": "Calderbrook Police",
    "hospital": "Calderbrook Hospitals NHS Trust",
    "education": "Calderbrook Schools Trust",
    "independent": "Independent",
}


def make_partnership() -> Partnership:
    return Partnership.objects.create(
        name="Calderbrook Safeguarding Children Partnership",
        short_name="Calderbrook",
        area="Calderbrook",
        case_prefix="CB",
        business_email="business.unit@calderbrook.example",
        front_door_phone="01632 960000",
    )


def make_people() -> People:
    """Everyone in CAST, with a password, an authenticator, their agency and their standing role."""
    agencies = {
        kind: Agency.objects.create(
            name=name,
            kind=kind,
            contact_email=f"{kind}@calderbrook.example",
            lead_email=f"lead.{kind}@calderbrook.example",
        )
        for kind, name in AGENCIES.items()
    }
    users = {}
    for key, (name, kind, role) in CAST.items():
        user = User(email=f"{key}@calderbrook.example", name=name, agency=agencies[kind])
        user.set_password(PASSWORD)
        user.save()
        TOTP.activate(user, TOTP_SECRET)
        grant_role(user=user, role=role, by=SYSTEM)
        users[key] = user
    return People(**users)
