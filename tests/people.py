"""The people of the tests. Each has a name, an agency and a story; all are invented.

Maya runs the business unit. Lena (local authority), Idris (integrated care board) and Priti (police) speak for
the three statutory partners. Colm chairs the subgroup. Rosalind reviews independently. Ines is the information
governance adviser. Tomos leads safeguarding at an agency. Oona works elsewhere and is on no case. Conrad is on
the case but walled off from it. Sam administers the system and sees no case. Ade audits the log.
"""

from dataclasses import dataclass
from functools import cache

from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.test import Client

from irwell.access.models import RoleGrant
from irwell.accounts.models import Agency, Partnership, User
from irwell.core import time

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


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def make_people() -> People:
    """Everyone in CAST, with a password, an authenticator, their agency and their standing role.

    Written in bulk: nearly every test begins with it.
    """
    made = Agency.objects.bulk_create(
        Agency(
            name=name, kind=kind, contact_email=f"{kind}@calderbrook.example",
            lead_email=f"lead.{kind}@calderbrook.example",
        )
        for kind, name in AGENCIES.items()
    )  # fmt: skip
    agencies = {agency.kind: agency for agency in made}
    users = {
        key: User(email=f"{key}@calderbrook.example", name=name, agency=agencies[kind], password=_hashed())
        for key, (name, kind, _) in CAST.items()
    }  # fmt: skip
    User.objects.bulk_create(users.values())
    secret = {"secret": get_adapter().encrypt(TOTP_SECRET)}
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type=Authenticator.Type.TOTP, data=secret)
        for user in users.values()
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(user=users[key], role=role) for key, (_, _, role) in CAST.items()
    )
    return People(**users)


def proven(client: Client) -> Client:
    """The session as after a password or a second factor just now: what weighs much is not asked for once more."""
    session = client.session
    whose = session["_auth_user_id"]
    session["account_authentication_methods_user"] = user_id_to_str(User.objects.get(pk=whose))
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.now().timestamp()}
    ]
    session.save()
    return client
