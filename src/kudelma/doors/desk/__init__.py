"""The worker's door: pages and forms of the people who do the work."""
