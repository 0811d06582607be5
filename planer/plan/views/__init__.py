"""The pages of plans: the plan itself, and one module for each of its steps."""
