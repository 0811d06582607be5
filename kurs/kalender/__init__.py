"""The half-year calendar of what is offered."""
