"""Stages of jobs itself, found by name when Django starts."""

from jobs import letters

__all__ = ["letters"]
