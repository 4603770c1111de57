"""Longer invented returns, as a panel would see them."""

from tests.combined_chronology.returns import HEAD

POLICE = HEAD + (
    "about May 2022,Intelligence log,,,Juno Hollowgate,Neighbour reported raised voices,,Logged; no visit\n"
    "12/03/2023,Custody record,PC Alder Finch,Police officer,Juno Hollowgate,"
    "Called to the home of Juno Hollowgate after a report of shouting. Rowan asleep upstairs and not woken.,No,Referral to the front door\n"
    "between 3 and 9 May 2023,Intelligence log,,,,Unknown adult seen leaving the address at night,,\n"
    "31/02/2023,Intelligence log,,,,Third call to the address,,\n"
    "14/01/2024 02:15,Incident log,PC Alder Finch,Police officer,Juno Hollowgate,"
    "Second call. An adult gave a name that does not match the tenancy. Child seen briefly at the door.,Yes,Shared at the daily meeting\n"
)
HOSPITAL = HEAD + (
    "02/11/2021,Maternity record,Wren Oakapple,Midwife,Juno Hollowgate,Booked late; lives with a partner who was not named,,\n"
    "12/03/2023 21:40,Emergency department notes,Dr Sorrel Vane,Registrar,Rowan Hollowgate,"
    "Rowan’s mother brought Rowan with a bruised ear. History: a fall from a chair.,Yes,Sent home with advice\n"
    "?15/03/2023,Telephone note,,Ward clerk,,Mother telephoned to ask about a second bruise,,\n"
    ",Paper notes,,,,Health visitor spoke to grandmother,,\n"
    "19/02/2024,Emergency department notes,Dr Sorrel Vane,Registrar,Rowan Hollowgate,"
    "Two fractures of different ages; skeletal survey agreed. Rowan said “not mummy”.,Yes,Strategy discussion called\n"
)
SCHOOL = HEAD + (
    "September 2023,Nursery record,Fern Barley,Key worker,Rowan Hollowgate,Rowan quiet and tearful at drop-off,Yes,Spoke to mother\n"
    "autumn term 2023,Nursery record,,,Rowan Hollowgate,Attendance fell to 61%,,Letter sent\n"
    "08/01/2024,Nursery record,Fern Barley,Key worker,Rowan Hollowgate,Bruise on the cheek; mother said the cat,Yes,Recorded; no referral\n"
)
COUNCIL = HEAD + (
    "13/03/2023,Case management system,,Screening social worker,Rowan Hollowgate,Police referral screened; threshold judged not met,No,Letter to mother\n"
    "2022,Housing file,,,Juno Hollowgate,Moved to the area; earlier file never requested,,\n"
    "15/01/2024,Case management system,,Social worker,Rowan Hollowgate,Child and family assessment opened,No,Visit planned\n"
    "20/02/2024,Case management system,,Social worker,Rowan Hollowgate,Joint visit to the ward; Rowan seen and spoken to,Yes,Strategy discussion held\n"
)
LONG = {"police": POLICE, "hospital": HOSPITAL, "education": SCHOOL, "local_authority": COUNCIL}
