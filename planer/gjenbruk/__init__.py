"""What one unit has planned, taken into the plan of another."""
