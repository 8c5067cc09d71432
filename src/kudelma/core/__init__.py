"""What is true, whoever asks: dates and clocks of the law, identity codes, kinship, disclosure.

Pure Python and the standard library only. Nothing here reads a clock, a file or a database:
`today` and `now` are arguments. Codes go out, never phrases; `ui/words.py` gives them words.
"""
