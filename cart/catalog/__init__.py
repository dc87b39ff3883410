"""What the store sells: products, where they are, and how they are found."""
