"""What evaluations are used for: what should have been evaluated, and what differs between courses, suppliers and years."""
