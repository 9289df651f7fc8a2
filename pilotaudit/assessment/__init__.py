"""The frozen bundle that outputs render; its JSON is the public API."""
