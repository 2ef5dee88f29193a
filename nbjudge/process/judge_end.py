"""The judge's end of the conversation: what it asks, and the little that it answers."""

import builtins
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from nbjudge.codec import Channel
from nbjudge.errors import BadMessage, Closed, StudentGone
from nbjudge.process.namespace import Namespace
from nbjudge.process.policy import trust
from nbjudge.process.policy.admission import JudgeCrossing
from nbjudge.process.remote.crossing import StateSync
from nbjudge.process.remote.ends import End, perform
from nbjudge.process.transcript import TranscriptRecorder


class JudgeEnd(End):
    """Asks for runs, names and calls; answers calls of what a test handed over, and input.

    ``wrote`` is told what student code printed meanwhile, as (stream, text).
    """

    def __init__(
        self, channel: Channel, namespace: Namespace, wrote: Callable[[str, str], None]
    ) -> None:
        self.admission = JudgeCrossing(
            namespace.names, self.operate, self.operate_freely, self.operate_all
        )
        super().__init__(channel, self.admission)
        self.fault: str | None = None
        self.recorder: TranscriptRecorder | None = None
        self._namespace = namespace
        self._wrote = wrote

    def on_operate(
        self, number: int, operation: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        target = self.crossing.exported(number)
        trust.check_request(target, operation, args, kwargs)
        passed = "callback", "what your code passed to the test"
        args = tuple(self.admission.admit(*passed, one) for one in args)
        kwargs = {name: self.admission.admit(*passed, one) for name, one in kwargs.items()}
        return perform(target, operation, args, kwargs)

    def on_input(self, prompt: str) -> str:
        return builtins.input(prompt)

    def ask(self, kind: str, *payload: Any, shared: Iterable[object] = ()) -> Any:
        """As ``End.ask``, but a student process that is gone cannot be mistaken for an answer."""
        if self.fault:
            raise StudentGone(self.fault)
        try:
            return super().ask(kind, *payload, shared=shared)
        except Closed:
            self.fault = "died"
        except BadMessage as error:
            raise self.broken(str(error)) from None
        raise StudentGone(self.fault)

    def broken(self, what: str) -> StudentGone:
        """The end of a student process that said what it may not say."""
        self.fault = f"broke the protocol: {what}"
        return StudentGone(self.fault)

    def names(self) -> list[str]:
        """The student's names. Raises StudentGone for an answer that is no list of names."""
        answer = self.ask("names")
        if not are_names(answer):
            raise self.broken("not the names of a notebook")
        return list(answer)

    def values_of(self, question: str, wanted: list[str], *more: object) -> dict[str, Any]:
        """The values under the wanted names; others that the answer may hold are left out.

        Raises StudentGone for an answer that is no values by name, TypeError or CannotCross if one
        of them cannot cross.
        """
        self.admission.expect(wanted)
        answer = self.ask(question, wanted, *more)
        if not isinstance(answer, dict):
            raise self.broken("not the values of names")
        return {name: answer[name] for name in wanted if name in answer}

    def operate(self, number: int, operation: str, args: tuple[Any, ...], kwargs: Any) -> Any:
        """Ask the student process to do something, within what the reference run showed."""
        if self.admission.is_expected(operation):
            return self.operate_freely(number, operation, args, kwargs)
        return self.admission.judged(number, operation, args)

    def operate_freely(
        self, number: int, operation: str, args: tuple[Any, ...], kwargs: Any
    ) -> Any:
        """Ask the student process to do something, and give what comes of it as a test may have
        it."""
        before = self.admission.expect(self.admission.places.of(number, operation, args))
        try:
            answer = self._answer(number, operation, args, kwargs)
        finally:
            self.admission.expect_again(before)
        self.admission.settle()
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
        of_tests = self._namespace.of_tests
        rebound = self.admission.rebound(rebound, of_tests)
        self._namespace.student_rebound(rebound, [name for name in gone if name not in of_tests])


def shape_of(answer: object) -> int:
    return len(answer) if type(answer) is tuple else 0


def are_names(answer: object) -> bool:
    return isinstance(answer, list) and all(isinstance(name, str) for name in answer)
