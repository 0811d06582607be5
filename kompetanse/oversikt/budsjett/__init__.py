"""What the measures cost, split in several ways, beside the year's frame and the year before."""
