"""The parts of the card that no run changes."""

INTRODUCTION = """\
Written by `kap eval --write`. Do not edit: run it again. It is the model card of the whole assistant: rails, library,
composer, records and alerts, with a section for each suite of the run, on its test split where it has one. Every
figure is a rate with its counts and a 95 % Wilson interval clustered by idea, `rate (hits/cases; low–high)`. "watch+"
means tier watch or stricter; from elevated on a clinician is paged. Figures count by the first label of a case; where
its author finds a second reading defensible, "either label" accepts both and is never quoted alone."""

WHAT_IT_DOES = """\
Every patient message is read before anything else happens with it, in English and Spanish:

- **Normalisation** undoes casing, look-alike letters, spacing, figures for letters, stretched words and misspellings,
  and keeps the way back to what was written.
- **Rules** (`assistant/guardrails/lexicons/`, data with examples that are tests) name a concern and a tier. They run
  in linear time and need no model.
- **A conversation rule** reads signs together: means in one message and intent in another, a goodbye, a yes to the
  safety question.
- **A classifier**, a small encoder tuned on this project's own cases, finds what no rule names. It reads the message
  and, of a long one, each run of sentences.
- **Request rules** find questions about doses, changing, mixing or getting a medicine, and diagnosis; they lead to a
  fixed refusal.
- **Answers** are made of exact sentences of a vetted library, each with its citation; where no passage is good enough
  the assistant says so and offers to ask the care team. Output rails read every draft once more: dosing, support,
  wording.
- **A danger** ends generation: fixed words, help lines, a case for a clinician and an alert; the patient is told the
  truth about it.
- The strictest finding wins. A rail that raises, hangs or returns nonsense means a holding text with help lines, and a
  case for a human. Nothing lowers a tier."""

NOT = """\
- Not a diagnosis, not a C-SSRS score, not a prediction of what anybody will do. A message without a finding is not a
  safe person.
- Not clinician-labelled. The labels are those of the cases' authors, and no second person has read them.
- Not measured on real patients. The cases are imagined, and written by language models; real messages are flatter,
  longer and messier. Expect less than these figures outside.
- Not a positive predictive value. About half of the safety cases are dangers; in a clinic nearly no message is, so
  most alarms there would be false at the same rates.
- Not valid for other languages than English and Spanish, for children, or for voices that the data lack (see above).
- Not a reason to do without people: it puts a conversation in front of a clinician, and that is all it does."""
