"""Whom an actor should talk to, why, why not, and what would change the answer."""
