"""Real exports: present beside the repository or at PILOTAUDIT_REAL_DATA; skipped loudly otherwise."""
