"use strict";

// The recorded step: its moves, what each wrote, and what every place holds at a moment.
// All numbers come from the recording, as texts; none is computed here.

const NEURON = 0, LINK = 1, WEIGHT = 2;
const ADDED = 1, BEGINS_SUM = 2, NOTABLE = 4, EFFECTIVE = 8, THE_LOSS = 16;
const NOBODY = -1;

/** One number that a move wrote: what it was, what it is, and how it was computed. */
class Write {
  constructor(step, [place, name, old, now, result, flags, formula, numbers, question]) {
    const text = number => step.data.texts[number];
    const pair = number => step.data.pairs[number].map(text);
    this.place = place;
    [this.thing, this.attribute] = step.data.places[place];
    [this.name, this.symbol] = pair(name);
    this.old = text(old);
    this.now = text(now);
    this.result = result < 0 ? this.now : text(result);
    this.added = Boolean(flags & ADDED);
    this.beginsSum = Boolean(flags & BEGINS_SUM);
    this.notable = Boolean(flags & NOTABLE);
    this.effective = Boolean(flags & EFFECTIVE);
    this.isTheLoss = Boolean(flags & THE_LOSS);
    this.words = formula.map(operand => pair(operand)[0]);
    this.symbols = formula.map(operand => pair(operand)[1]);
    this.numbers = numbers.map(text);
    this.question = question && new Question(question, text);
  }

  get sign() { return this.added ? "+=" : "="; }

  get isComputed() { return this.numbers.length !== 1 || this.numbers[0] !== this.result; }

  get sum() { return `${this.old} + ${this.result} = ${this.now}`; }

  /** The sides of the equation words = numbers = result, nothing twice. */
  get sides() { return [...new Set([this.words.join(" "), this.numbers.join(" "), this.result])]; }

  get equation() { return this.sides.join(" = ") + (this.added ? ` (${this.sum})` : ""); }

  get equationInNumbers() {
    const numbers = this.isComputed ? [this.numbers.join(" "), this.result] : [this.result];
    return numbers.join(" = ") + (this.added ? ` (${this.sum})` : "");
  }

  get oldToNew() { return `${this.name} ${this.old} → ${this.now}`; }
}

/** One object's move. */
class Move {
  constructor(step, number) {
    const [phase, thing, code, writes] = step.data.moves[number - 1];
    this.step = step;
    this.number = number;
    this.phase = step.data.phaseNames[phase];
    this.thing = thing;
    this.code = code < 0 ? [] : step.data.ran[code];
    this.writes = writes.map(write => new Write(step, write));
  }

  get isOfAll() { return this.thing === NOBODY; }

  /** What moves: a link with its weight, a neuron, a weight. */
  get title() {
    if (this.isOfAll) return this.phase === "loss" ? "the loss" : "the inputs";
    const mover = this.step.thing(this.thing);
    if (mover.kind !== LINK) return mover.name;
    const ends = [mover.source, mover.target].map(end => this.step.thing(end).name);
    const [first, second] = this.phase === "backward" ? ends.reverse() : ends;
    return `${first} → ${second} through ${this.step.thing(mover.weight).name}`;
  }

  get moverText() { return this.isOfAll ? this.phase : `${this.phase}, ${this.title}`; }

  /** What the move did to one number, in a sentence. */
  sentence(write) {
    return `Move ${this.number} of ${this.step.last}, ${this.moverText}: ${write.name} ` +
      `${write.added ? "grows by" : "is"} ${write.equation}.`;
  }
}

/** The whole step. */
class RecordedStep {
  constructor(data) {
    this.data = data;
    this.last = data.last;
    this.moves = new Map();
    this.places = new Map(data.places.map(([thing, attribute], place) => [`${thing} ${attribute}`, place]));
    this.linksOf = new Map();           // of a weight, or a gate
    data.things.forEach(([kind, , , , weight], number) => {
      if (kind === LINK) this.linksOf.set(weight, [...this.linksOf.get(weight) || [], number]);
    });
  }

  thing(number) {
    const [kind, name, first, second, third] = this.data.things[number];
    if (kind === LINK) return {number, kind, name, source: first, target: second, weight: third};
    if (kind === WEIGHT) return {number, kind, name, learns: Boolean(first)};
    return {number, kind, name, activation: first, layer: second};
  }

  move(number) {
    if (!this.moves.has(number)) this.moves.set(number, new Move(this, number));
    return this.moves.get(number);
  }

  place(thing, attribute) { return this.places.get(`${thing} ${attribute}`); }

  /** Whether there is such a moment: after so many moves, and so many writes of the next. */
  isMoment(done, writes) {
    if (!(done >= 0 && done <= this.last)) return false;
    return writes === 0 || (done < this.last && writes < this.move(done + 1).writes.length);
  }

  /** The moment one number later, or earlier. */
  later([done, writes]) {
    if (done === this.last) return [done, writes];
    return writes + 1 < this.move(done + 1).writes.length ? [done, writes + 1] : [done + 1, 0];
  }

  earlier([done, writes]) {
    if (writes > 0) return [done, writes - 1];
    return done === 0 ? [0, 0] : [done - 1, Math.max(this.move(done).writes.length - 1, 0)];
  }

  /** All writes up to a moment, each with its move. */
  * writesUntil([done, writes]) {
    for (let number = 1; number <= done; number++) {
      const move = this.move(number);
      for (const write of move.writes) yield [move, write];
    }
    if (writes > 0) {
      const move = this.move(done + 1);
      for (const write of move.writes.slice(0, writes)) yield [move, write];
    }
  }

  numbersAt(moment) { return new Numbers(this, moment); }
}

/** What is known at a moment: the weights, and what the step has written so far. */
class Numbers {
  constructor(step, moment) {
    this.step = step;
    this.held = step.data.initial.map(number => number < 0 ? "" : step.data.texts[number]);
    this.known = step.data.places.map(([thing, attribute], place) => this.held[place] !== "" &&
      attribute === "value" && step.data.things[thing][0] === WEIGHT);
    for (const [, write] of step.writesUntil(moment)) {
      if (!write.notable) continue;             // a reset
      this.held[write.place] = write.now;
      this.known[write.place] = true;
    }
  }

  /** The number of a thing as text; nothing while it isn't known. */
  of(thing, attribute) {
    const place = this.step.place(thing, attribute);
    return place !== undefined && this.known[place] ? this.held[place] : "";
  }
}
