"""The pages of a discussion: before it, during it, after it, and on the phones."""
