"""Kudelma: a working tool for child-and-family social work.

`core` knows what is true, `tools` draw with a family, `rooms` keep what was said and done,
`doors` are the pages each audience comes in by. docs/explanation/house.md is the map.
"""
