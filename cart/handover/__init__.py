"""The exit: what the lane reads, and the lane's side."""
