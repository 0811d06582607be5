"""HR's innstilling on what the units propose for the whole organisation, what was decided, and what the units do with it."""
