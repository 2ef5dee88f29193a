# %% plain: open, print, input (the reference)
import os

def save(path, counts):
    with open(path, "w") as file:
        for name, count in counts.items():
            file.write(f"{name} {count}\n")

def show(counts):
    for name, count in counts.items():
        print(name, count)

def greet():
    name = input("Your name? ")
    return f"{os.environ.get('GREETING', 'Hello')}, {name}!"

def roll():
    return random.randint(1, 6)

def draw(counts):
    plt.bar(list(counts), list(counts.values()))
    plt.ylabel("count")

save("report.txt", {"alpha": 1, "beta": 2})

# %% blank: as students are given it
def save(path, counts):
    raise NotImplementedError

def show(counts):
    raise NotImplementedError

def greet():
    raise NotImplementedError

def roll():
    raise NotImplementedError

def draw(counts):
    raise NotImplementedError

# %% nothing: the cell emptied
# my answer

# %% pathlib: Path, sys.stdout, subplots
import os, sys
from pathlib import Path

def text_of(counts):
    return "".join(f"{name} {count}\n" for name, count in counts.items())

def save(path, counts):
    Path(path).write_text(text_of(counts))

def show(counts):
    sys.stdout.write(text_of(counts))

def greet():
    return os.getenv("GREETING", "Hello") + ", " + input() + "!"

def roll():
    return random.randint(1, 6)

def draw(counts):
    figure, axes = plt.subplots()
    axes.plot(list(counts.values()))
    axes.set_ylabel("count")

save(Path("report.txt"), {"alpha": 1, "beta": 2})

# %% file_left_open: never closed, but flushed
from os import environ
from random import randint

def save(path, counts):
    file = open(path, "w")
    print("\n".join(f"{n} {c}" for n, c in counts.items()), file=file, flush=True)

def show(counts):
    print("\n".join(f"{n} {c}" for n, c in counts.items()), flush=True)

def greet():
    print("Your name?")
    return f"{environ.get('GREETING') or 'Hello'}, {input()}!"

def roll():
    return randint(1, 6)

def draw(counts):
    axes = plt.figure().add_subplot()
    axes.set(ylabel="count")
    return axes

save("report.txt", dict(alpha=1, beta=2))

# %% choices: other functions of random
import os

def save(path, counts):
    lines = [f"{name} {count}" for name, count in counts.items()]
    with open(path, mode="w", encoding="utf-8") as file:
        file.write("\n".join(lines))

def show(counts):
    for item in counts.items():
        print(*item)

def greet():
    return "%s, %s!" % (os.environ.get("GREETING", "Hello"), input("? "))

def roll():
    return random.choice([1, 2, 3, 4, 5, 6])

def draw(counts):
    plt.plot(list(counts.values()))
    plt.gca().set_ylabel("count")

save("report.txt", {"alpha": 1, "beta": 2})

# %% fixed: everything written in
def save(path, counts):
    open("report.txt", "w").write("alpha 1\nbeta 2\n")

def show(counts):
    print("a 1")

def greet():
    return "Hello, Ann!"

def roll():
    return 4

def draw(counts):
    pass

save("report.txt", {})

# %% returns_text: returns in the place of printing
import os

def save(path, counts):
    return "\n".join(f"{name} {count}" for name, count in counts.items())

def show(counts):
    return "\n".join(f"{name} {count}" for name, count in counts.items())

def greet():
    print(f"Hello, {input()}!")

def roll():
    return random.random() * 6

def draw(counts):
    plt.ylabel("Count")

# %% other_format: colons, other file, off by one
def save(path, counts):
    with open(str(path) + ".txt", "w") as file:
        for name, count in counts.items():
            file.write(f"{name}: {count}\n")

def show(counts):
    for name, count in counts.items():
        print(f"{name}: {count}")

def greet():
    return f"Hello {input()}"

def roll():
    return random.randint(0, 6)

def draw(counts):
    plt.subplots(1, 2)
    plt.ylabel("count")

save("report", {"alpha": 1, "beta": 2})

# %% sleeps: waits as it goes
import os, time

def save(path, counts):
    with open(path, "a") as file:
        for name, count in counts.items():
            print(name, count, file=file)

def show(counts):
    for name, count in counts.items():
        time.sleep(0.01)
        print(name, count)

def greet():
    time.sleep(0.01)
    return f"{os.environ.get('GREETING', 'Hello')}, {input()}!"

def roll():
    time.sleep(0.001)
    return int(random.random() * 6) + 1

def draw(counts):
    plt.bar(list(counts), list(counts.values()))
    plt.ylabel("count")

save("report.txt", {"alpha": 1, "beta": 2})

# %% own_generator: draws from a generator of its own
import os
generator = random.Random()

def save(path, counts):
    with open(path, "w") as file:
        file.writelines(f"{name} {count}\n" for name, count in counts.items())

def show(counts):
    for name in counts:
        print(name, counts[name])

greet = lambda: f"{os.environ.get('GREETING', 'Hello')}, {input()}!"
roll = lambda: generator.randint(1, 6)

def draw(counts):
    plt.bar(list(counts), list(counts.values()))
    plt.ylabel("count")

save("report.txt", {"alpha": 1, "beta": 2})
