"""What the classifier said of one case is not heard in another that runs beside it."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from threading import Barrier

from assistant.domain.risk import Concern, Tier
from assistant.guardrails.classifier_rail import ClassifierRail
from assistant.guardrails.screening import Screening
from evals.targets.overheard import Overheard
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.scripted_risk_model import ScriptedRiskModel, told

GRAVE, CALM = "the kettle is on the roof", "the kettle is on the stove"


def heard(model: Overheard, text: str, together: Barrier) -> float | None:
    screening = Screening((ClassifierRail("classifier", model),), HashEmbedder().embed)
    model.forget()
    together.wait(10)
    screening.assess(text)
    together.wait(10)
    return model.highest


def test_cases_beside_each_other_hear_their_own_score_through_the_threads_of_the_rails() -> None:
    scores = {"roof": told(Tier.ELEVATED, Concern.SUICIDE, score=0.7)}
    model, together = Overheard(ScriptedRiskModel(scores)), Barrier(2)

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(lambda text: heard(model, text, together), (GRAVE, CALM)))

    assert said == [0.7, 0.01]


def test_nothing_is_heard_before_somebody_listens_or_after_it_is_forgotten() -> None:
    model = Overheard(ScriptedRiskModel())

    def listen() -> tuple[float | None, ...]:
        model.scores([CALM])
        before = model.highest
        model.forget()
        model.scores([CALM])
        heard_once = model.highest
        model.forget()
        return before, heard_once, model.highest

    assert Context().run(listen) == (None, 0.01, None)
