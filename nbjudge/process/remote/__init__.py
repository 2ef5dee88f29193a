"""What the judge and the student process say to each other.

Data is copied. Everything else stays where it lives and is known on the other side by a number: a
function as a stub, an instance as a handle, a class as a class of the same name. One conversation
runs at a time: whoever asks waits for the answer, and answers what the other asks meanwhile.

| module | idea |
|---|---|
| `crossing` | which way each value of a message crosses |
| `describe` | what one side tells the other about a function, a class or an instance |
| `proxies` | what stands here for an object of the other side, by its number there |
| `handles` | the classes and handles among them |
| `shared` | which mutable objects both sides have, and how a change reaches the other |
| `values` | instances of classes that both sides have: the instructor's |
| `errors` | an exception with its cause and its attributes |
| `random_state` | the one stream of random numbers, which goes along with control |
| `ends` | the conversation itself |
"""
