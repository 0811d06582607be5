"""Step 2: factors, findings of the registry, and needs."""
