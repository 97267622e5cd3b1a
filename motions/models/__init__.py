"""Motions' nouns, by file: paper, consultation, vote."""

from motions.models.consultation import Consultation, ConsultationRole
from motions.models.paper import FileRole, FollowUp, Paper, PaperFile, PaperType
from motions.models.vote import Choice, MemberVote, Vote, VoteForm

__all__ = [
    "Choice",
    "Consultation",
    "ConsultationRole",
    "FileRole",
    "FollowUp",
    "MemberVote",
    "Paper",
    "PaperFile",
    "PaperType",
    "Vote",
    "VoteForm",
]
