"""Whom an actor should talk to, why, why not, and what would change the answer."""

from graph.suggestions.agency_portfolio import agency_portfolio
from graph.suggestions.catalogue import KINDS, kinds_for
from graph.suggestions.consortium import complete_consortium
from graph.suggestions.exchange_groups import exchange_groups
from graph.suggestions.feedback import Feedback, FeedbackFile
from graph.suggestions.lifetimes import WhyNot
from graph.suggestions.portfolio import Portfolio, foundation_portfolio
from graph.suggestions.results import (
    CompletedConsortium,
    Counterfactual,
    Level,
    PartnerRef,
    Reason,
    Suggestion,
    SuggestionKind,
    SuggestionList,
)
from graph.suggestions.suggest import find_suggestion, suggest
from graph.suggestions.warning import EndingTie, ending_ties, nothing_ends, warnings
from graph.suggestions.why_not import why_not

__all__ = [
    "KINDS",
    "CompletedConsortium",
    "Counterfactual",
    "EndingTie",
    "Feedback",
    "FeedbackFile",
    "Level",
    "PartnerRef",
    "Portfolio",
    "Reason",
    "Suggestion",
    "SuggestionKind",
    "SuggestionList",
    "WhyNot",
    "agency_portfolio",
    "complete_consortium",
    "ending_ties",
    "exchange_groups",
    "find_suggestion",
    "foundation_portfolio",
    "kinds_for",
    "nothing_ends",
    "suggest",
    "warnings",
    "why_not",
]
