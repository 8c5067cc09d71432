"""The desk's pages of network meetings and small steps: from the need to the next question."""
