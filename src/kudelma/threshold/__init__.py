"""What every door of a worker shares: a page is declared, who comes in, what stands around it, how errors are answered.

No door opens onto another; what the desk's and the lead's pages both stand on is therefore here, above the rooms and
below the doors. It shows nothing of any family itself.
"""
