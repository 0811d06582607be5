"""The talk between an employee and the nearest leader: prepared by each alone, shared, held, and ended in what is agreed."""
