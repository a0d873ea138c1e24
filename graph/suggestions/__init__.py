"""Whom an actor should talk to, why, why not, and what would change the answer."""

from graph.suggestions.catalogue import KINDS, kinds_for
from graph.suggestions.consortium import complete_consortium
from graph.suggestions.results import (
    CompletedConsortium,
    ConsortiumMember,
    Counterfactual,
    Level,
    PartnerRef,
    Reason,
    Suggestion,
    SuggestionKind,
    SuggestionList,
)
from graph.suggestions.suggest import find_suggestion, suggest
from graph.suggestions.why_not import WhyNot, why_not

__all__ = [
    "KINDS",
    "CompletedConsortium",
    "ConsortiumMember",
    "Counterfactual",
    "Level",
    "PartnerRef",
    "Reason",
    "Suggestion",
    "SuggestionKind",
    "SuggestionList",
    "WhyNot",
    "complete_consortium",
    "find_suggestion",
    "kinds_for",
    "suggest",
    "why_not",
]
