"""Collecting answers: who is asked and how they get in, the forms on a phone, and what all answered together."""
