"""The pages of a person's plan, and of its goals."""
