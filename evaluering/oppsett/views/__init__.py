"""The pages of HR: the setup, and the forms."""
