"""Answers with functions whose array interface names an address in the judge, to read or write."""
# scores: loss 0, weights 0, bias 0, function 0, honest 1
# faults: any
# %% values
def pointing(shape):
    def answer():
        pass

    answer.shape = shape
    address = id(np.__doc__) + 48  # the same in every process of one zygote
    answer.__array_interface__ = {
        "data": (address, False), "shape": shape, "typestr": "<f8", "version": 3,
    }
    return answer


loss, weights, bias = pointing(()), pointing((3,)), pointing((2,))
# %% function
def scaled(x):
    return pointing(())
