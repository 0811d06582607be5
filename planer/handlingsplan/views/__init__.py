"""The pages of the handlingsplan."""
