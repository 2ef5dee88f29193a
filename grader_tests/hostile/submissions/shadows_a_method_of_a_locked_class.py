"""Gives an instance an attribute that stands before a method of its class."""
# scores: board 0
# %% board
def solved(board):
    answer = Board([])
    answer.is_solved = object
    return answer
