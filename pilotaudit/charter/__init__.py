"""What was promised: the charter as a closed, frozen model, and its loader."""
