"""Small steps: who does what, with whom, by when, and how we notice that it helped; and what came of them."""
