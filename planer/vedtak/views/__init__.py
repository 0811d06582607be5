"""The pages of discussing and adopting a plan: one module for each thing."""
