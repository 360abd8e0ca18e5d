// The quiz: marks what is typed by the same rules as the quiz of the stepper (lernmi.teaching.grading).
// Which results count as right, and which mistakes are recognised, was computed there.

const ONE_NUMBER = /^([-+−]?)\s*((?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?)$/;
const RIGHT = "right", ONE_DIGIT = "one digit", WRONG = "wrong", NO_NUMBER = "no number";

/** The question about one write. */
class Question {
  constructor([subject, kind, results, old, names, numbers, hint, mistakes], text) {
    this.subject = text(subject);
    this.kind = text(kind);
    this.results = results;             // those that count as right, the exact one first
    this.old = old;                     // of an update: the answer must be nearer to the new number
    this.operands = names.map((name, index) => [text(name), text(numbers[index])]);
    this.hint = hint;
    this.mistakes = mistakes.map(([least, largest, said]) => ({least, largest, said: text(said)}));
    this.text = text;
  }

  firstHint(rules) {
    if (this.hint >= 0) return this.text(this.hint);
    return this.operands[-this.hint - 1].reduce((said, part) => said.replace("{}", part), rules.oneFactor);
  }

  hintFor(value, rules) {
    const mistake = this.mistakes.find(({least, largest}) => least <= value && value <= largest);
    return mistake ? mistake.said : this.firstHint(rules);
  }
}

/** A plain number as it was typed: its value, and the power of ten of its last digit; or nothing. */
function readNumber(typed) {
  const match = ONE_NUMBER.exec(typed.trim().replace(/[ =]+$/, ""));
  if (!match) return null;
  const digits = match[2].replace(",", ".").toLowerCase();
  const [mantissa, power] = digits.split("e");
  const decimals = (mantissa.split(".")[1] || "").length;
  const value = Number(digits) * (/[-−]/.test(match[1]) ? -1 : 1);
  return {value, lastDigit: Number(power || 0) - decimals};
}

/** Whether a number is the result, rounded to as many digits as it has, which must be enough. */
function isRounded(typed, result, fewest, rules) {
  if (result === 0) return false;
  const unit = Number(`1e${typed.lastDigit}`);
  const highest = Number(`1e${Math.abs(result).toExponential().split("e")[1]}`);
  const enough = unit * 10 ** (fewest - 1) <= highest * (1 + rules.lastBit);
  return enough && Math.abs(typed.value - result) <= unit / 2 * (1 + rules.lastBit);
}

/** What an answer is worth: RIGHT, ONE_DIGIT (too few), WRONG or NO_NUMBER. */
function judge(question, text, rules) {
  const typed = readNumber(text);
  if (!typed) return {verdict: NO_NUMBER, value: NaN};
  const {value} = typed, {old, results} = question, [exact] = results;
  const isStillOld = result => old !== null && Math.abs(value - old) < Math.abs(value - result);
  const most = result => old === null || old === result ? Infinity : Math.abs(result - old) / 2;
  const tolerance = result => Math.min(rules.tolerance * Math.abs(result), most(result));
  const fits = result => !isStillOld(result) && (Math.abs(value - result) <= tolerance(result) ||
    isRounded(typed, result, rules.fewestDigits, rules));
  const isRight = exact === 0 ? Math.abs(value) < rules.nextToNothing : !isStillOld(exact) && results.some(fits);
  if (isRight) return {verdict: RIGHT, value};
  return {verdict: !isStillOld(exact) && isRounded(typed, exact, 1, rules) ? ONE_DIGIT : WRONG, value};
}

/** Asks from a moment on, counts the outcomes, and says what to say. */
class Quiz {
  constructor(step) {
    this.step = step;
    this.rules = step.data.rules;
    this.outcomes = [];                 // pairs of a kind and an outcome
    this.ask([0, 0]);
  }

  /** Find the next question from a moment on; ``moment`` is just before it, or the end. */
  ask(moment) {
    this.wrong = this.helps = 0;
    this.question = null;
    for (this.moment = moment; this.moment[0] < this.step.last; this.moment = this.step.later(this.moment)) {
      this.move = this.step.move(this.moment[0] + 1);
      this.write = this.move.writes[this.moment[1]];
      this.question = this.write && this.write.question;
      if (this.question) return;
    }
  }

  get asked() {
    const {question, write, move} = this;
    const about = `Move ${move.number}, ${move.moverText}: `;
    return about + (write.added ? `${question.subject}?` : `what is ${question.subject}?`);
  }

  /** What to say to an answer; afterwards ``question`` is another one if this one is done with. */
  answer(text) {
    const {verdict, value} = judge(this.question, text, this.rules);
    const [atOnce, withHelp, missed] = this.rules.outcomes;
    if (verdict === NO_NUMBER) return "A plain number is needed, such as 0.45: this page computes no formulas.";
    if (verdict === RIGHT) return this.finish(this.helps ? withHelp : atOnce, "Right: ");
    if (verdict === ONE_DIGIT) return "Right so far, but give at least two digits.";
    this.wrong += 1;
    if (this.wrong === this.rules.attempts) return this.finish(missed, "No. This is how it goes: ");
    return `No. ${this.help(value)}`;
  }

  /** First what may have gone wrong, or which formula it takes; then the whole operation. */
  help(value = NaN) {
    this.helps += 1;
    if (this.helps === 1) return this.question.hintFor(value, this.rules);
    return `It is ${this.write.words.join(" ")}, in numbers ${this.write.numbers.join(" ")}.`;
  }

  skip() { return this.finish(this.rules.outcomes[2], "This is how it goes: "); }

  finish(outcome, opening) {
    const {write, question} = this;
    this.outcomes.push([question.kind, outcome]);
    const numbers = [...new Set([write.numbers.join(" "), write.result])].join(" = ");
    const sum = write.added ? ` (the sum is now ${write.now})` : "";
    this.ask(this.step.later(this.moment));
    return `${opening}${question.subject} is ${write.words.join(" ")} = ${numbers}${sum}.`;
  }

  /** The end; a question that was answered wrongly, and no more, counts as missed. */
  leave() {
    if (this.question && this.wrong) this.outcomes.push([this.question.kind, this.rules.outcomes[2]]);
    this.wrong = 0;
  }

  /** How it went, in sentences. */
  score() {
    if (!this.outcomes.length) return ["No question was done with."];
    const [atOnce] = this.rules.outcomes;
    const [right, ...others] = this.rules.outcomes.map(outcome =>
      `${this.outcomes.filter(([, became]) => became === outcome).length}${outcome === atOnce ? "" : ` ${outcome}`}`);
    const sentences = [`${right} of ${this.outcomes.length} ${atOnce}, ${others.join(", ")}.`];
    const kinds = [...new Set(this.outcomes.map(([kind]) => kind))].map(kind => {
      const all = this.outcomes.filter(one => one[0] === kind);
      return {kind, all: all.length, not: all.filter(one => one[1] !== atOnce).length};
    }).filter(({not}) => not > 0).sort((one, other) =>
      other.not - one.not || other.not / other.all - one.not / one.all);
    if (kinds.length) sentences.push(`Hardest, ${kinds[0].not} of ${kinds[0].all} not ${atOnce}: ${kinds[0].kind}.`);
    return sentences;
  }
}
