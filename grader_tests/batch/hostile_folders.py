"""Folders that would stop a class, block it or fill its memory, each by what is wrong with it."""

import json
import os
import socket
from collections.abc import Callable
from contextlib import chdir, suppress
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

Spoil = Callable[[Path], object]


def link(target: str) -> Spoil:
    return lambda folder: (folder / "mine.csv").symlink_to(target)


def closed(folder: Path) -> None:
    """For an ordinary user, that is; root reads it."""
    (folder / "mine.csv").write_text("1,2\n")
    (folder / "mine.csv").chmod(0)


def in_a_closed_folder(folder: Path) -> None:
    (folder / "shut").mkdir()
    (folder / "shut" / "mine.csv").write_text("1,2\n")
    (folder / "mine.csv").symlink_to("shut/mine.csv")
    (folder / "shut").chmod(0)


def circle(folder: Path) -> None:
    (folder / "one").symlink_to("other")
    (folder / "other").symlink_to("one")
    (folder / "round").symlink_to(".")


def listening(folder: Path) -> None:
    with chdir(folder), socket.socket(socket.AF_UNIX) as server:
        server.bind("mine.csv")


def device(folder: Path) -> None:
    with suppress(PermissionError):  # only root makes them
        os.mknod(folder / "mine.csv", 0o600 | 0o020000, os.makedev(1, 5))


def sparse(size: int) -> Spoil:
    def spoil(folder: Path) -> None:
        with (folder / "mine.csv").open("wb") as file:
            file.truncate(size)

    return spoil


def many(folder: Path) -> None:
    (folder / "many").mkdir()
    for number in range(30_000):
        os.close(os.open(folder / "many" / str(number), os.O_CREAT | os.O_WRONLY))


def deep(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("deeper", dir_fd=here)
        below = os.open("deeper", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("mine.csv", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)


def named(name: bytes) -> Spoil:
    return lambda folder: Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("mine")


def stamped(text: str) -> Spoil:
    return lambda folder: (folder / "timestamp.txt").write_text(text)


def notebook(text: str) -> Spoil:
    return lambda folder: (folder / "p1.ipynb").write_text(text)


def notebook_link(target: str) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / "p1.ipynb").unlink()
        (folder / "p1.ipynb").symlink_to(target)

    return spoil


def notebook_pipe(folder: Path) -> None:
    (folder / "p1.ipynb").unlink()
    os.mkfifo(folder / "p1.ipynb")


def cells(count: int, source: str) -> Spoil:
    def spoil(folder: Path) -> None:
        handed_in = nbformat.read(folder / "p1.ipynb", as_version=4)
        handed_in.cells[1:1] = [new_code_cell(source, id=f"c{n}") for n in range(count)]
        (folder / "p1.ipynb").write_text(json.dumps(handed_in))

    return spoil


HARMLESS: dict[str, Spoil] = {
    "reads_its_memory": link("/proc/self/mem"),
    "waits_for_the_kernel": link("/proc/kmsg"),
    "reads_an_endless_device": link("/dev/zero"),
    "leads_into_a_closed_folder": in_a_closed_folder,
    "is_closed": closed,
    "leads_in_a_circle": circle,
    "has_a_pipe": lambda folder: os.mkfifo(folder / "mine.csv"),
    "has_a_socket": listening,
    "has_a_device": device,
    "has_256_MiB": sparse(256 << 20),
    "has_a_TiB": sparse(1 << 40),
    "has_files_without_end": many,
    "has_folders_without_end": deep,
    "has_a_latin_1_name": named(b"caf\xe9.csv"),
    "has_a_name_of_two_lines": named(b"one\ntwo.csv"),
    "has_a_name_that_clears_the_screen": named(b"\x1b[2J.csv"),
    "has_a_zone_that_is_a_file": stamped("2026-10-05 21:00:00 /proc/kmsg"),
    "has_a_year_without_end": stamped("2026" * 1_000_000),
    "has_a_time_of_brackets": stamped("2026" + "(" * 900),
    "hands_in_a_record": lambda folder: (folder / "nbjudge.json").write_text('{"form": 1}'),
}
"""The notebooks beside these are fine, and are graded."""

UNREADABLE: dict[str, Spoil] = {
    "notebook_is_its_memory": notebook_link("/proc/self/mem"),
    "notebook_is_the_kernels": notebook_link("/proc/kmsg"),
    "notebook_is_itself": notebook_link("p1.ipynb"),
    "notebook_is_a_pipe": notebook_pipe,
    "notebook_is_deep": notebook("[" * 500_000),
    "notebook_is_broad": notebook("[" + "[]," * 2_100_000 + "[]]"),
    "notebook_is_a_long_number": notebook("9" * 1_000_000),
    "notebook_has_cells_without_end": cells(100_000, "1"),
    "notebook_has_text_without_end": cells(20, "x" * 1_000_000),
}
"""Nobody can grade these; a person is asked to look."""
