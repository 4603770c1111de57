"""Questions about what reports have in common, with the published category that answers each.

Written before any was asked of the index. A category is coarse, and one person gave it for publishing: a report found outside it may still answer.
"""

QUESTIONS = {
    "Road (Highways Safety) related deaths": (
        "pedestrians struck at a crossing without lights",
        "motorcyclist killed at a junction where the view is blocked",
        "speed limit too high on a bend",
    ),
    "Suicide (from 2015)": (
        "took his own life soon after leaving a psychiatric ward",
        "told staff of suicidal thoughts and no safety plan was made",
        "young woman who had harmed herself many times before she hanged herself",
    ),
    "Mental Health related deaths": (
        "detained patient who did not come back from leave",
        "caseloads of community mental health teams are too high",
        "no bed could be found on a psychiatric ward",
    ),
    "Alcohol, drug and medication related deaths": (
        "overdose of prescribed opioids",
        "drugs bought on the internet",
        "how methadone is dispensed and supervised",
    ),
    "Child Death (from 2015)": (
        "newborn baby starved of oxygen during labour",
        "baby who slept in a bed with an adult",
        "child with asthma who was seen many times",
    ),
    "Community health care and emergency services related deaths": (
        "general practitioner did not refer the patient",
        "district nurses and pressure sores",
        "call handler gave the ambulance too low a priority",
    ),
    "Emergency services related deaths (2019 onwards)": (
        "ambulances waiting outside hospital to hand over patients",
        "fire service response to a house fire",
    ),
    "State Custody related deaths": (
        "prisoner found hanging in his cell",
        "health screening on arrival in prison",
        "spice and other drugs in prison",
    ),
    "Care Home Health related deaths": (
        "resident who fell many times and the care plan was not changed",
        "choked on food that was the wrong texture",
    ),
    "Police related deaths": (
        "police officers did not check on a vulnerable missing person",
        "driver fled from a police car and crashed",
    ),
    "Railway related deaths": (
        "people getting on to the tracks",
        "collision at a level crossing",
    ),
    "Product related deaths": (
        "device sold to the public that is dangerous",
        "battery or appliance that caught fire at home",
    ),
    "Accident at Work and Health and Safety related deaths": (
        "worker who fell from a roof",
        "man crushed by machinery at work",
    ),
    "Hospital Death (Clinical Procedures and medical management) related deaths": (
        "sepsis not recognised on the ward",
        "scan result that nobody acted on",
        "blood clot after an operation and no preventive treatment",
    ),
}
