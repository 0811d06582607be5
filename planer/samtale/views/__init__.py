"""The pages of the talk, of leave to study, and of what those above and HR see."""
