"""Invented returns in which three agencies tell of one evening, and one of them falls silent."""

from tests.combined_chronology.returns import HEAD

HOSPITAL = HEAD + (
    "12/03/2023 21:40,Emergency department notes,Dr Sorrel Vane,Registrar,Rowan Hollowgate,"
    "Rowan Hollowgate brought in by mother Juno Hollowgate with a bruised left ear. Mother said that Rowan fell from a chair.,Yes,Sent home\n"
    "19/02/2024,Emergency department notes,Dr Sorrel Vane,Registrar,Rowan Hollowgate,Two fractures of different ages,Yes,Strategy discussion\n"
)
POLICE = HEAD + (
    "12/03/2023 22:15,Incident log,PC Alder Finch,Police officer,Rowan Hollowgate,"
    "Called to the hospital: Rowan Hollowgate brought in by Juno Hollowgate with a bruised left ear. Mother said that Rowan fell down the stairs.,Yes,Referral made\n"
    "14/01/2024,Incident log,PC Alder Finch,Police officer,Juno Hollowgate,Call to the home after shouting,No,Logged\n"
)
COUNCIL = HEAD + (
    "13/03/2023,Case management system,Fern Barley,Social worker,Rowan Hollowgate,"
    "Referral from the hospital: Rowan Hollowgate was brought in on 12 March with a bruised left ear. Mother said Rowan fell from a chair.,No,No further action\n"
)
SCHOOL = HEAD + "".join(
    f"{day:02}/{month:02}/2023,Nursery record,Fern Barley,Key worker,Rowan Hollowgate,Rowan at nursery and settled,Yes,\n"
    for month in (1, 2, 3, 4) for day in (3, 10, 17, 24)
) + "05/02/2024,Nursery record,Fern Barley,Key worker,Rowan Hollowgate,Rowan back at nursery with a bruise on the cheek,Yes,Recorded\n"  # fmt: skip
EVENTS = {"hospital": HOSPITAL, "police": POLICE, "local_authority": COUNCIL, "education": SCHOOL}
