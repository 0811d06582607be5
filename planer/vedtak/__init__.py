"""A plan discussed, put before a body and adopted: its life, the minutes, and what was adopted, as it was."""
