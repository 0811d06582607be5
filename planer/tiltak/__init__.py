"""Step 3: measures, and what they cost."""
