"""The pages of what plans are anchored in, one module per noun."""
