"""The judge's end of the conversation: what it asks, and the little that it answers."""

import builtins
import contextlib
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from nbjudge.codec import Channel
from nbjudge.errors import BadMessage, CannotCross, Closed, StudentGone
from nbjudge.process.effects import Effects
from nbjudge.process.namespace import Namespace
from nbjudge.process.policy import trust
from nbjudge.process.policy.admission import JudgeCrossing
from nbjudge.process.remote.crossing import StateSync
from nbjudge.process.remote.ends import ANSWERS, End, perform
from nbjudge.process.source import Source
from nbjudge.process.transcript import TranscriptRecorder


class JudgeEnd(End):
    """Asks for runs, names and calls; answers calls of what a test handed over, and input.

    ``wrote`` is told what student code printed meanwhile, as (stream, text).
    """

    def __init__(
        self,
        channel: Channel,
        namespace: Namespace,
        source: Source,
        wrote: Callable[[str, str], None],
    ) -> None:
        self.admission = JudgeCrossing(
            namespace.names, source, self.operate, self.operate_freely, self.operate_all
        )
        super().__init__(channel, self.admission)
        self.random.is_shared = False
        self.fault: str | None = None
        self.recorder: TranscriptRecorder | None = None
        self.effects: Effects | None = None
        self.turn = threading.RLock()
        self._namespace = namespace
        self._wrote = wrote
        self._asked = 0
        self._late: set[int] = set()
        self._is_out_of_step = False

    def on_operate(
        self, number: int, operation: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        self.admission.lending.check(number)
        target = self.crossing.exported(number)
        trust.check_request(target, operation, args, kwargs)
        passed = "callback", "what your code passed to the test"
        args = tuple(self.admission.admit(*passed, one) for one in args)
        kwargs = {name: self.admission.admit(*passed, one) for name, one in kwargs.items()}
        if operation == "__next__":
            self.admission.changes.takes_one(target)
        elif operation in ("setattr", "delattr"):
            self.admission.changes.sets_attribute(target, args[0])
        try:
            return perform(target, operation, args, kwargs)
        except BaseException as error:
            self.admission.lending.raised(error)
            raise

    def on_input(self, prompt: str) -> str:
        return builtins.input(prompt)

    def ask(self, kind: str, *payload: Any, shared: Iterable[object] = ()) -> Any:
        """As ``End.ask``, but a student process that is gone cannot be mistaken for an answer."""
        try:
            return super().ask(kind, *payload, shared=shared)
        except BadMessage as error:
            raise self.broken(str(error)) from None

    def asked(self, kind: str, payload: Any, shared: Iterable[object]) -> tuple[str, Any]:
        """As ``End.asked``, for one thread of a test at a time.

        What interrupts the wait, such as a test's own time limit, is raised; the answer is dropped
        when it comes.
        """
        if self.fault:
            raise StudentGone(self.fault)
        with self.turn:
            number = self._asked + 1
            self.is_waiting = False
            try:
                return super().asked(kind, payload, shared)
            except Closed:
                self.fault = "died"
            except (CannotCross, BadMessage, StudentGone):
                raise
            except BaseException:
                self._late.add(number)
                self._is_out_of_step |= not self.is_waiting
                raise
        raise StudentGone(self.fault)

    def next_number(self) -> int:
        self._asked += 1
        return self._asked

    def hear(self, kind: str, number: int, payload: Any) -> None:
        """Take what is no answer to the present question; of late ones nothing is wanted."""
        if number not in self._late and kind not in ANSWERS:
            super().hear(kind, number, payload)
        elif number not in self._late:
            raise BadMessage(f"an answer to question {number}, which was not asked")
        elif kind in ANSWERS:
            self._late.remove(number)
        else:
            error = TimeoutError("the test waits for this no longer")
            self.send(self.raising(number, error, quiet=False))

    def is_idle(self, patience: float) -> bool:
        """Whether the student process has, within so many seconds, done all that it was asked.

        It has not when a test gave up on a question that is not answered yet.
        """
        deadline = time.monotonic() + patience
        if not self.turn.acquire(timeout=patience):
            return False
        try:
            while self._late and not self._is_out_of_step:
                if not self.channel.is_waiting(max(0.0, deadline - time.monotonic())):
                    return False
                self.hear(*self.receive())
        except (Closed, BadMessage):
            return False
        finally:
            self.turn.release()
        return not self._is_out_of_step

    def broken(self, what: str) -> StudentGone:
        """The end of a student process that said what it may not say."""
        self.fault = f"broke the protocol: {what}"
        return StudentGone(self.fault)

    def begin_test(self, own: Iterable[str], seed: bytes | None) -> None:
        """Tell the student process that a test cell begins, and what the judge has itself.

        The test draws random numbers from ``seed`` on, or for None from where student code stopped.
        """
        try:
            if self.shared.changed():  # by the test before, after its last call
                with contextlib.suppress(CannotCross):
                    self.ask("update")
            self.shared.start_cell()
            self.ask("begin", sorted(own))
            self.random.start_test(seed)
        except Exception as error:
            raise self.broken(f"{type(error).__name__} for a test that begins") from None

    def names(self) -> set[str]:
        """The student's names. Raises StudentGone for an answer that is no list of names."""
        answer = self.ask("names")
        if not are_names(answer):
            raise self.broken("not the names of a notebook")
        return set(answer)

    def changed_files(self, names: set[str]) -> set[str]:
        """Those of the files that student code has changed since it was given them, or made."""
        answer = self.ask("changed_files", sorted(names)) if names else []
        if not are_names(answer):
            raise self.broken("not the names of files")
        return names.intersection(answer)

    def values_of(self, wanted: list[str]) -> dict[str, Any]:
        """The values under the wanted names; others that the answer may hold are left out.

        Raises StudentGone for an answer that is no values by name, TypeError or CannotCross if one
        of them cannot cross.
        """
        self.admission.expect(wanted)
        answer = self.ask("fetch", wanted)
        if not isinstance(answer, dict):
            raise self.broken("not the values of names")
        return {name: answer[name] for name in wanted if name in answer}

    def operate(self, number: int, operation: str, args: tuple[Any, ...], kwargs: Any) -> Any:
        """Ask the student process to do something, within what the reference run showed."""
        with self.turn:
            if self.effects:
                self.effects.before_call()
            if self.admission.is_expected(operation):
                return self.operate_freely(number, operation, args, kwargs)
            return self.admission.judged(number, operation, args)

    def operate_freely(
        self, number: int, operation: str, args: tuple[Any, ...], kwargs: Any
    ) -> Any:
        """Ask the student process to do something, and give what comes of it as a test may have
        it."""
        places = self.admission.places.of(number, operation, args)
        before = self.admission.expect(places)
        try:
            called = self.admission.places.called(number, operation)
            with self.admission.changes.during(called, args, kwargs):
                answer = self._answer(number, operation, args, kwargs)
        finally:
            self.admission.expect_again(before)
        self.admission.settle()
        answer = self.admission.changes.as_returned(answer)
        return self.admission.admitted(number, operation, args, answer)

    def operate_all(self, questions: list[tuple[int, str, tuple[Any, ...]]]) -> list[Any]:
        """Ask for several things at once: each answer as it came, or an error for what raised."""
        answers = self.ask("operate_all", questions)
        self.admission.settle()
        if type(answers) is not list or list(map(shape_of, answers)) != [2] * len(questions):
            raise self.broken("not the answers to so many questions")
        return [TypeError(f"{one} was raised") if how == "raised" else one for how, one in answers]

    def _answer(self, number: int, operation: str, args: tuple[Any, ...], kwargs: Any) -> Any:
        if operation == "__exit__":
            args = (*args[:2], None)  # the traceback stays here
        recorder = self.recorder
        try:
            if recorder is None:
                return super().operate(number, operation, args, kwargs)
            return self._recorded(recorder, number, operation, args, kwargs)
        except Exception as error:
            self.admission.settle()
            admit = partial(self.admission.admit, "raise", "what your code raised")
            error.args = tuple(map(admit, error.args))
            admit(vars(error))
            raise

    def _recorded(
        self,
        recorder: TranscriptRecorder,
        number: int,
        operation: str,
        args: tuple[Any, ...],
        kwargs: Any,
    ) -> Any:
        before = recorder.calling((args, kwargs))
        target = self.crossing.proxies.numbered(number)
        try:
            answer = super().operate(number, operation, args, kwargs)
        except Exception as error:
            recorder.called(target, operation, before, (args, kwargs), error)
            raise
        recorder.called(target, operation, before, (args, kwargs), answer)
        return answer

    def state_sync(self) -> StateSync:
        return super().state_sync() | self._namespace.pushed()

    def take(self, sync: StateSync) -> None:
        written, gone = sync.get("written", []), sync.get("gone", [])
        rebound = sync.get("rebound", {})
        if not isinstance(written, list) or not are_names(gone) or not isinstance(rebound, dict):
            raise BadMessage("not a state sync")
        super().take(sync)
        for piece in written:
            match piece:
                case (str(stream), str(text)):
                    self._wrote(stream, text)
                case _:
                    raise BadMessage("not what was written")
        of_tests = self._namespace.of_tests([*rebound, *gone])
        rebound = self.admission.rebound(rebound, of_tests)
        self._namespace.student_rebound(rebound, [name for name in gone if name not in of_tests])


def shape_of(answer: object) -> int:
    return len(answer) if type(answer) is tuple else 0


def are_names(answer: object) -> bool:
    return isinstance(answer, list) and all(isinstance(name, str) for name in answer)
