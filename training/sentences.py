"""The sentences of the invented reviews; slots in braces are filled by `training.reviews`."""

ABOUT = """
{P} was brought up in {T} and came to the county as a teenager.
{P} lived with {P} and two lodgers.
The worker met {P} at the contact centre.
{P} had a history of depression which was known to {S}.
Police attended after {P} was heard screaming.
{P} smelled of alcohol when collecting {P}.
The nursery told {P} that {P} had a burn on the hand.
A neighbour, {P}, reported shouting.
{P} said nothing had happened.
When asked, {P} changed the subject.
{P} and {P} separated in {M}.
The child told {P} about the belt.
{P} was arrested on {D} and bailed to {A}.
{P} gave birth at {S} on {D}.
The midwife, {P}, wrote to {P}.
{P} missed eleven appointments.
Concerns about {P} were passed to {S}.
{P} wanted to live with {P}.
In the words of {P}, “we all knew”.
The email came from {E}.
{P} has a brother in {NA}.
{P} worked nights at {W}.
{P} played for {CL}.
A text from {P} to {P} read “please come”.
{P} would not open the door to {P}.
{P}, {P} and {P} were present.
{P} (the children’s grandmother) asked for help.
{P}’s solicitor wrote to the court.
{P} is described as quiet and watchful.
It was agreed that {P} would chair.
{P} to ring {P} by Friday.
{P} to complete the genogram.
Present: {P}, {P}, {P}. Apologies: {P}.
{P}: agreed to share the chronology.
Attendees – {P} ({RL}), {P} ({RL}).
{P}, aged {N}, was the eldest.
The report was written by {P} of {S}.
{P} and the baby were found in {T}.
Mother’s friend {P} moved in.
His father, {P}, died in {NA}.
Her ex-partner {P} kept a key.
{RL} {P} visited on {D}.
{RL} {P} did not see {P} alone.
The handover from {P} to {P} took a week.
{P} kept the money from {P}.
{P} bit {P} on the arm.
{P} slapped {P} in front of staff.
{P} is not to have contact with {P}.
Nobody had heard of {P} before that day.
The school described {P} as polite.
A photograph showed {P} holding a bottle.
{P} posted on the page as {H}.
{H} sent {P} pictures at night.
{P} was known online as {H}.
{P} can be reached on {PH} or at {E}.
Bank records show payments by {P}.
{P} came from {NA} as a child.
It is believed {P} fled to {T}.
{P} asked why {P} had not been told.
{P} loved football and her dog.
“{P} is my best friend,” said {P}.
“Don’t tell {P},” {P} whispered.
Why did {P} go back to {P}?
{P} was discharged to {A} without a plan.
The tenancy at {A} was in the name of {P}.
{P} bought cannabis from {P} in {T}.
The family of {P} moved to {A} in {M}.
{P} went missing from {S} on {D}.
GP records for {P} show {N} attendances.
{P} had been excluded from {S}.
A referral for {P} was closed without a visit.
{P} presented with a fractured wrist.
Dear {P},
Yours sincerely, {P}
cc {P}; {P}
From: {P} To: {P}
Author: {P}
Name: {P} DOB: {D}
Child: {P}, born {D}, NHS number {C}
Social worker: {P} ({S}), tel. {PH}
then {P} came in and shouted
mum says {P} hits her
spoke to {P} on phone, will ring back
tc from {P}, worried re {P}
home visit, {P} and {P} seen, no concerns
saw {P} today, bruise to chin
{P} rang in sick
According to {P}, {P} never slept there.
The grandparents of {P} were not assessed.
{P} remained in hospital until {D}.
{P}’s account differed from that of {P}.
Both {P} and {P} were interviewed under caution.
The cousin, called {P}, stayed in the house.
She was also known as {P}.
He used the name {P} in {T}.
{P} was placed with foster carers in {T}.
The panel heard from {P}, who taught {P}.
The children of {P} were made wards of court.
{P} texted {P} at {TI}.
Officers from {S} found {P} at {A}.
{P} disclosed to {P} that {P} had hurt her.
Until then {P} had managed alone.
Neither parent told {P}.
A friend of {P} saw the bruises.
{P} has since apologised to {P}.
The baby was left with {P} overnight.
Even {P} noticed the change.
Professionals liked {P} and trusted what she said.
The review thanks {P} for meeting us.
It was {P} who found the note.
{P} could not name the father.
Anger towards {P} grew.
{P} took {P} to {S} by bus.
There was no bed for {P}.
{P} cried when {P} left.
Since {M}, {P} has refused school.
""".strip().split("\n")
FACTS = """
The family moved from {T} to {T} in {M}.
They lived at {A}.
The call was made at {TI} on {D}.
The incident happened on {FE}.
Crime reference {C} was closed on {D}.
The car, {V}, was found in {T}.
{S} made a referral on {D}.
A meeting was held at {S} on {D}.
Between {D} and {D} there were {N} contacts.
{S} and {S} did not share what they knew.
The letter was dated {D}.
The phone number {PH} belonged to a shop in {T}.
The child attended {S} and later {S}.
Father was employed by {W}.
Siblings trained with {CL}.
The child was {AG} when the family came from {NA}.
He was {AG} at the time.
She {R}.
The older child {R}, which was reported at the time.
The household stayed on {ES} until {M}.
Reports of noise on {ES} went to {S}.
Records at {S} were incomplete.
The number {C} appears on the form.
A support group met at {S} each week.
They spent {FE} in {T}.
Staff at {S} were not told of the move.
The last visit was on {D} at {TI}.
A worker from {S} left a card at {A}.
The flat in {T} was damp.
Tests were done at {S}.
Two crews went to {A}.
Mother grew up in {T}.
An aunt in {NA} sent money.
The youngest was born in {M} at {S}.
UPN {U} was recorded by {S}.
The officer’s collar number was {PC}.
The parents married in {NA} in {M}.
The family is {DM} and speaks little English at home.
Mother is a {DM} woman in her twenties.
He had worked as {JOB} for {N} years.
They had {N} children and owed {MO}.
A fine of {MO} was not paid.
""".strip().split("\n")
CALM = """
The {K} was not used to test whether the plan worked.
{K} sets out what partners must do.
Staff referred to {K} without reading it.
The {RL} did not know what {K} requires.
{RL} told the {RL} that she felt let down.
{RL} did not attend.
{RL} and {RL} were not asked.
{AU} found the same in an earlier review.
This has been described before ({AU}).
As {AU} argue, optimism can be dangerous.
{LB} was the second of three children.
{LB} told {LB} about the bruise.
{LB}’s needs were lost from view.
The {RL} recorded that {LB} was tired.
Hope is not a strategy.
Hope that things would improve replaced action.
Faith groups were not approached.
Faith in the system was low.
Grace periods were given again and again.
Joy was rarely seen in that house.
Will services respond faster in future?
Will power alone does not stop an addiction.
Mark schemes and targets took up time.
May half-term is a hard time for families.
May saw a change of manager.
June and July were quiet.
April showers were blamed for the damp.
August is when most staff take leave.
Summer learning projects had ended.
Autumn term began without a plan.
Rose gardens and play areas had been closed.
Dawn raids by police frightened the children.
Bill payments were in arrears.
Art therapy had been offered once.
Frank conversations did not take place.
Rich sources of information were not used.
Pat answers were accepted.
Dale Road is not part of this review’s concern.
Sky television was paid for before food.
Amber alerts were not raised.
Star charts were used in class.
Chase letters were not sent.
Hunter and prey is how one worker put it.
Young people said the same.
Brown marks on the ceiling showed damp.
White British families make up most of the area.
Black mould was seen on the walls.
Green shoots of progress were reported.
Long delays followed.
Short breaks were not offered.
Day care was cut.
Winter fuel payments were late.
Field notes were thin.
Church halls were used for groups.
Street lighting was poor.
Wood burners and candles were a hazard.
Hill farming families are isolated.
Cook and clean, the children were told.
Parish councils were not consulted.
Ward staff did not ask.
Hall tables were covered in bottles.
Banks refused the family an account.
Best interests were not recorded.
Good enough care was assumed.
King size beds were bought by the charity.
Price rises hit poor families.
Case loads were high.
Child protection plans drifted.
Carer stress was not assessed.
Page numbers were missing.
Wells of goodwill ran dry.
Fields in the form were left empty.
Banks of forms were filled in.
Parents were told to wait.
Managers met monthly.
The local authority had no placement.
The hospital did not ask.
The school kept a log.
Children’s social care closed the case.
Adult mental health services did not join the meeting.
Police, health and education met {N} times.
A {K} was held within the time allowed.
Supervision happened but was shallow.
The threshold for {K} was not met.
Recommendation {N}: partners should test {K}.
Learning Point {N}. Ask about fathers.
Finding {N}: voices of children were faint.
{N}.{N} The family’s story
Introduction
Analysis of practice
What the family told us
Recommendations
Terms of reference
Key learning for {K}
Summary of agency involvement
The baby was cold and the bottle was empty.
There was no food in the fridge and no bedding.
The house was searched but nothing was found.
Anger, shame and fear kept people silent.
Nobody asked the obvious question.
Coercive control was mistaken for devotion.
A risk assessment was started and never finished.
Fathers are too often invisible.
The team had three vacancies and a temporary manager.
English was not the mother’s first language, yet no interpreter was booked.
Guidance on bruising in babies who do not move was not followed.
The {K} applies to all partners.
Neglect is cumulative and hard to evidence.
Think of the child first.
Both of them were asked to leave.
In one case the visit lasted five minutes.
Only later did the pattern become clear.
Every agency held part of the picture.
""".strip().split("\n")
