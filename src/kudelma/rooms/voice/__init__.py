"""What a child, a parent or anyone else said, in their own words; and what a worker wrote about a person.

Every such thing is a statement: about whom, whose words, from which source, visible to whom. One function,
`access.may_see`, decides who may see one. Meetings and plans are made of statements; they live in the rooms above.
"""
