"""What a procedure costs: the short answer, and the table of fees."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from gongshi.board.procedure import Fee, MoneyRange, Reduction
from gongshi.views.parts import Fact, FeeView, ReductionView, Variant, Words
from gongshi.views.subject import Subject


class FeeWords(Subject):
    """What one procedure costs, in one language."""

    def cost(self) -> Fact:
        """Return what it costs, in each situation that has a price of its own."""
        say = self.voice.say
        name, fees = say("多少钱"), [fee for fee in self.procedure.fee_list if not fee.optional]
        if not fees:
            if self.procedure.fees is None:
                return Fact(name, None, say("没有写明"))
            return Fact(name, "#fees" if self.procedure.fee_list else None, say("不收费"))
        if all(self.is_free(fee) for fee in fees):
            return Fact(name, "#fees", say("不收费"), self.voice.text(fees[0].item))
        always = [fee for fee in fees if not fee.situations]
        some = [fee for fee in fees if fee.situations]
        if some:
            priced = self._priced(some, always)
            return Fact(name, "#fees", self._range(fees), say("看您的情形"), variants=priced)
        note = self.voice.listed(self.voice.text(fee.item) for fee in always[:2])
        value = self.amount(always[0]) if len(always) == 1 else say("%(n)s 项收费", n=len(always))
        return Fact(name, "#fees", value, note)

    def _priced(self, some: Sequence[Fee], always: Sequence[Fee]) -> tuple[Variant, ...]:
        """Return the price in each situation, where there is none that there is none."""
        variants = [
            Variant(
                self.amount(fee),
                self.voice.text(fee.item),
                self.known(fee.situations),
                self.situations_text(fee.situations),
            )
            for fee in some
        ]
        priced = {each for fee in some for each in fee.situations}
        group = {each.group for each in self.procedure.situations if each.id in priced}
        rest = tuple(
            each.id
            for each in self.procedure.situations
            if each.group and {each.group} == group and each.id not in priced
        )
        if rest and not always:
            free = self.voice.say("不收费")
            variants.append(Variant(free, None, rest, self.situations_text(rest)))
        return tuple(variants)

    def _range(self, fees: Sequence[Fee]) -> str:
        """Return the least and the most that is charged, where all charges are plain sums."""
        say = self.voice.say
        sums = [
            fee.amount
            for fee in fees
            if fee.amount is not None and not isinstance(fee.amount, MoneyRange)
        ]
        if len(sums) < len(fees):
            return say("看情形")
        least, most = (
            min(sums, key=lambda each: each.amount),
            max(sums, key=lambda each: each.amount),
        )
        if least == most:
            return self.voice.money(least)
        return say("%(a)s至%(b)s", a=self.voice.money(least), b=self.voice.money(most))

    @staticmethod
    def is_free(fee: Fee) -> bool:
        """Return whether a line of the table charges nothing."""
        return (
            fee.amount is not None
            and not isinstance(fee.amount, MoneyRange)
            and fee.amount.amount == 0
        )

    def amount(self, fee: Fee) -> Words:
        """Return how much a fee is, with its unit."""
        say, money = self.voice.say, self.voice.money
        unit = self.voice.text(fee.unit)
        if isinstance(fee.amount, MoneyRange):
            words = say("%(a)s至%(b)s", a=money(fee.amount.from_), b=money(fee.amount.to))
        elif fee.amount is not None:
            if fee.amount.amount == 0:
                return say("免费")
            words = money(fee.amount)
        elif fee.rate is not None:
            of = self.voice.text(fee.of)
            return (
                say("%(of)s的%(rate)s", of=of, rate=self.voice.rate(fee.rate))
                if of
                else self.voice.rate(fee.rate)
            )
        else:
            return self.voice.text(fee.formula) or say("没有写明")
        return say("%(amount)s/%(unit)s", amount=words, unit=unit) if unit else words

    def fees(self) -> tuple[FeeView, ...]:
        """Return the lines of the table of fees."""
        return tuple(self._fee(fee) for fee in self.procedure.fee_list)

    def _fee(self, fee: Fee) -> FeeView:
        voice = self.voice
        by: Words | None = None
        if isinstance(fee.amount, MoneyRange) and fee.amount.by:
            by = voice.say("按%(what)s", what=voice.text(fee.amount.by))
        elif fee.formula and (fee.amount is not None or fee.rate is not None):
            by = voice.text(fee.formula)
        if fee.example:
            example = voice.pair(voice.say("例"), voice.text(fee.example))
            by = voice.listed((by, example)) if by else example
        if fee.note:
            by = (
                Markup(" ").join((escape(by), voice.prose(fee.note)))
                if by
                else voice.prose(fee.note)
            )
        nature = voice.word(fee.nature)
        if fee.optional:
            nature = voice.listed(filter(None, (nature, voice.say("自愿选择"))))
        return FeeView(
            item=voice.text(fee.item),
            amount=self.amount(fee),
            by=by,
            nature=nature,
            payee=voice.text(fee.payee),
            basis=self.source(fee.basis) if fee.basis else None,
            reductions=tuple(
                ReductionView(
                    voice.text(each.who),
                    self._reduced(each),
                    self.source(each.basis) if each.basis else None,
                )
                for each in fee.reductions
            ),
            situations=self.known(fee.situations),
            situations_text=self.situations_text(fee.situations),
        )

    def _reduced(self, reduction: Reduction) -> Words:
        voice = self.voice
        if reduction.amount is not None:
            return (
                voice.say("免收") if reduction.amount.amount == 0 else voice.money(reduction.amount)
            )
        if reduction.rate is not None:
            return voice.rate(reduction.rate)
        return voice.prose(reduction.note) or voice.say("减收")
