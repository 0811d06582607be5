"""Goals, how they are measured, and how they add up."""
