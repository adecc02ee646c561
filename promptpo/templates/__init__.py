"""The offline proposer: a library of controller structures as text, instantiated from a task's signature."""

from __future__ import annotations

from ppc.compiler.signature import Signature
from ppc.promptpo.proposer import Proposal
from ppc.promptpo.proposer import Situation as ProposerSituation
from ppc.promptpo.templates.heads import head_variables, heads
from ppc.promptpo.templates.library import LARGEST, LIBRARY, Situation
from ppc.promptpo.templates.render import render

__all__ = ["LIBRARY", "PROBE_HOLD", "PROBE_MIRROR", "PROBE_START", "TemplatesProposer", "probe_source"]

PROBE_START = 0.37
PROBE_HOLD = 4.5
PROBE_MIRROR = 0.75


class TemplatesProposer:
    """Offers every structure of the library that fits, smallest first, in one round."""

    name = "templates"
    rounds = 1

    def propose(self, round_number: int, situation: ProposerSituation) -> list[Proposal]:
        proposals: dict[str, Proposal] = {}
        for head in heads(situation.signature):
            place = Situation(situation.signature, situation.statistics, head)
            for template in LIBRARY:
                if not template.applies(place):
                    continue
                source, scales = template.instantiate(place)
                name = template.name if head.kind != "argmax" or template.name == "state-table" else f"{template.name}-argmax"
                if sum(s > 0 for s in scales) <= LARGEST or template.name in ("linear", "state-table"):
                    proposals[source] = Proposal(name, source, template.summary, scales, {"template": template.name})
        return sorted(proposals.values(), key=lambda p: sum(s > 0 for s in p.scales or ()))


def probe_source(signature: Signature) -> str:
    """Source of a policy that acts at random. Its parameters with the values ``PROBE_START`` (a number in ]0, 1[ that
    chooses the sequence), ``PROBE_HOLD`` (steps that each action is held) and ``PROBE_MIRROR`` (-1.0 for the mirrored
    actions, 1.0 for these) are meant to be set."""
    head = heads(signature)[0]
    values = {"start": PROBE_START, "hold": PROBE_HOLD, "mirror": PROBE_MIRROR}
    return render("probe", {**head_variables(head), "discrete": head.kind != "box", **values})[0]
