"""What a worker has typed and not yet saved: kept on the server, under lock, until it is saved or thrown away.

A draft survives a time-out, a crash and another tab. It is the worker's own: nobody else reads it.
"""
