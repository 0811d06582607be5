"""The yearly meeting with the unions on recruitment and competence (HTA 3.2)."""
