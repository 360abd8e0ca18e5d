// The page: where we are in the step, and what the person does.

const MOST_TABBED = 60;         // parts of the picture that Tab goes to; of more, names are typed
const REST = 200;               // milliseconds

const find = id => document.getElementById(id);

class StepPage {
  constructor(data) {
    this.step = new RecordedStep(data);
    this.picture = new Picture(this.step, find("picture"));
    this.moment = [0, 0];
    this.selected = null;
    this.quiz = null;
    this.build();
    this.listen();
    this.follow(location.hash) || this.show();
  }

  // ---- where we are

  /** Go to the moment that an address names, such as #24 or #24.1; whether there is one. */
  follow(hash) {
    const match = /^#(\d+)(?:\.(\d+))?$/.exec(hash);
    const moment = match && [Number(match[1]), Number(match[2] || 0)];
    if (!moment || !this.step.isMoment(...moment)) return false;
    this.goTo(moment);
    return true;
  }

  /** Go to a moment; a quiz asks on from there. */
  goTo(moment) {
    this.moment = moment;
    if (this.quiz) this.askFrom(moment); else this.show();
  }

  go(where) {
    const [done, writes] = this.moment, {last} = this.step;
    const moments = {
      start: [0, 0], end: [last, 0], next: [Math.min(done + 1, last), 0],
      back: [writes ? done : Math.max(done - 1, 0), 0],
      step: this.step.later(this.moment), undo: this.step.earlier(this.moment)};
    this.goTo(moments[where]);
  }

  /** The first move of the next phase, or of the one before. */
  goToPhase(direction) {
    const firsts = this.step.data.phases.map(([, , first]) => first), [done] = this.moment;
    const ahead = direction > 0 ? firsts.find(first => first > done)
      : firsts.reverse().find(first => first < done);
    this.goTo([ahead === undefined ? direction > 0 ? this.step.last : 0 : ahead, 0]);
  }

  get move() {
    const [done, writes] = this.moment, number = done + (writes > 0 ? 1 : 0);
    return number ? this.step.move(number) : null;
  }

  get position() {
    const [done, writes] = this.moment;
    return writes ? `${done}.${writes}` : `${done}`;
  }

  // ---- what is shown

  show() {
    const {move, step} = this, [, writes] = this.moment;
    const asked = this.quiz && this.quiz.question ? this.quiz : null;
    this.numbers = step.numbersAt(this.moment);
    const moving = asked ? asked.move : move;
    const bySensitivity = this.picture.update(this.numbers, moving);
    this.showMove(move, writes);
    this.showCode(asked);
    this.showControls(move);
    this.showThing();
    find("caption").textContent = this.caption(bySensitivity, moving);
    find("said").textContent = this.said(move, writes);
    this.keepAddress();
  }

  showMove(move, writes) {
    const {data} = this.step;
    find("phase").textContent = move ? data.phases.find(([name]) => name === move.phase)[1] : "The start";
    find("mover").textContent = move ? move.title : "Nothing has moved yet";
    find("formulas").replaceChildren(...move ? formulasOf(move, writes) : data.legend.map(line => make("p", {}, line)));
    find("changed").replaceChildren(...move ? changesOf(move, writes) : []);
    find("note").textContent = this.note(move);
    stackWhereTooWide(find("formulas"));
  }

  note(move) {
    if (!move) return `${count(this.step.last, "move")} to go: Next, or the right arrow key.`;
    const {last, data} = this.step;
    return this.moment[0] === last ? `This was the last move. ${data.conclusion || `The loss is ${data.loss}.`}` : "";
  }

  showCode(asked) {
    const [, writes] = this.moment;
    const code = asked ? codeOf(asked.move, asked.moment[1] + 1, true)
      : this.move ? codeOf(this.move, writes, false) : [];
    find("lines").replaceChildren(...code.length ? code : [make("p", {class: "dim"}, this.move
      ? "The source of what runs here isn't known." : "Here stand the lines of the method that runs.")]);
  }

  showControls(move) {
    const [done, writes] = this.moment, {last} = this.step;
    find("slider").value = done;
    const moving = move ? `, ${move.moverText}` : "";
    find("slider").setAttribute("aria-valuetext", `Move ${this.position} of ${last}${moving}`);
    find("position").textContent = `${this.position} / ${last}`;
    for (const button of document.querySelectorAll("[data-phase]")) {
      button.setAttribute("aria-current", move && button.dataset.phase === move.phase ? "step" : "false");
    }
    const atStart = done === 0 && writes === 0, atEnd = done === last;
    for (const button of document.querySelectorAll("[data-go]")) {
      const off = ["start", "back", "undo"].includes(button.dataset.go) ? atStart : atEnd;
      button.setAttribute("aria-disabled", String(off));
    }
  }

  caption(bySensitivity, moving) {
    const colours = bySensitivity ? "sensitivities" : "values";
    const {picture} = this, mover = moving && !moving.isOfAll ? moving.thing : null;
    const drawn = mover === null || picture.svg.querySelector(".lit, .end, .flow");
    const notDrawn = drawn ? "" : ` What moves, ${moving.title}, isn't drawn: the picture has no room for all.`;
    return `Colours show ${colours}; what is empty isn't known yet. ∂: sensitivity.${notDrawn}`;
  }

  /** A plain sentence for each number, as a screen reader says it. */
  said(move, writes) {
    if (!move) return `At the start: nothing has moved yet, ${count(this.step.last, "move")} to go.`;
    const written = writes ? [move.writes[writes - 1]] : move.writes.filter(write => write.notable);
    return written.slice(0, MOST_FORMULAS).map(write => move.sentence(write)).join(" ");
  }

  /** The address names the moment, as soon as nobody steps on: browsers allow only so many changes of it. */
  keepAddress() {
    clearTimeout(this.addressChange);
    this.addressChange = setTimeout(() => {
      const hash = `#${this.position}`;
      if (location.hash === hash || !location.hash && this.position === "0") return;
      try {
        history.replaceState(null, "", location.href.split("#")[0] + hash);
      } catch { /* in a frame that has no address */ }
    }, REST);
  }

  // ---- a neuron, a link or a weight

  select(number) {
    this.selected = number;
    find("name").value = this.step.thing(number).name;
    this.showThing();
  }

  showThing() {
    for (const one of document.querySelectorAll(".selected")) one.classList.remove("selected");
    const panel = find("numbers");
    if (this.selected === null) return panel.replaceChildren();
    this.picture.partsOf(this.selected).forEach(part => part.group.classList.add("selected"));
    panel.replaceChildren(...thingOf(this, this.step.thing(this.selected)));
  }

  // ---- the quiz

  switchQuiz() {
    if (this.quiz) {
      this.quiz.leave();
      find("score").replaceChildren(...this.quiz.score().map(sentence => make("p", {}, sentence)));
      this.quiz = null;
    } else {
      this.quiz = new Quiz(this.step);
      find("score").replaceChildren();
      find("quiz-said").textContent = "Type a number, two digits will do; there are three tries.";
    }
    document.body.classList.toggle("asking", Boolean(this.quiz));
    find("question").hidden = !this.quiz;
    find("quiz-switch").setAttribute("aria-pressed", String(Boolean(this.quiz)));
    find("quiz-switch").textContent = this.quiz ? "End the quiz" : "Ask me";
    if (this.quiz) this.askFrom(this.moment); else this.show();
    if (this.quiz) find("answer").focus();
  }

  /** Ask the next question from a moment on; the page is at the moment just before it. */
  askFrom(moment) {
    this.quiz.ask(moment);
    this.showQuestion();
  }

  showQuestion() {
    const {quiz} = this, {question} = quiz;
    this.moment = quiz.moment;
    find("answer").value = "";
    find("asked").textContent = question ? quiz.asked : "The step is at its end.";
    find("on-the-table").replaceChildren(...question ? ["On the table: ",
      ...question.operands.flatMap(([name, number], index) => [index ? ", " : "", `${name} = `, signed(number)])] : []);
    for (const id of ["answer", "hint", "skip"]) find(id).disabled = !question;
    this.show();
  }

  /** Say something about an answer, and ask on if the question is done with. */
  reply(say) {
    const {question} = this.quiz;
    if (!question) return;
    const said = say(this.quiz);
    find("quiz-said").textContent = said;
    find("quiz-said").className = said.startsWith("Right: ") ? "well" : "";
    if (this.quiz.question !== question) this.showQuestion();
    find("answer").focus();
  }

  // ---- what is built once, and listened to

  build() {
    const {data, last} = this.step;
    find("slider").max = last;
    find("phases").append(...data.phases.map(([phase, title, first]) => make(
      "button", {type: "button", "data-phase": phase, title, onclick: () => this.goTo([first, 0])}, phase)));
    find("names").append(...data.things.filter(([kind]) => kind <= WEIGHT).map(
      ([, name]) => make("option", {value: name})));
    find("legend").append(...data.legend.map(line => make("p", {}, line)), make("p", {},
      "Keys: → next move, ← back; ↓ one number on, ↑ back; Page Down the next phase, Page Up the one before; " +
      "Home the start, End the end. The address of this page names the moment: copy it to send it."));
    this.buildParts();
    find("handout").append(...handoutOf(this.step, this.picture));
    document.body.classList.toggle("long", !find("handout").childElementCount);
  }

  /** Each part of the picture can be tapped and, where they aren't too many, reached with Tab. */
  buildParts() {
    const {parts} = this.picture;
    for (const [number, some] of parts) {
      for (const [index, part] of some.entries()) {
        part.group.addEventListener("click", () => this.select(number));
        part.group.addEventListener("pointerenter", () => this.describePart(part));
        part.group.addEventListener("focus", () => this.describePart(part));
        if (index > 0 || parts.size > MOST_TABBED) continue;
        part.group.setAttribute("tabindex", "0");
        part.group.setAttribute("role", "button");
        part.group.setAttribute("aria-label", part.thing.name);
        part.group.addEventListener("keydown", event => {
          if (event.key === "Enter" || event.key === " ") { event.preventDefault(); this.select(number); }
        });
      }
    }
  }

  /** What is shown on hovering, and what a screen reader says. */
  describePart(part) {
    const lines = describe(this.step, part.thing, this.numbers);
    if (part.title) part.title.textContent = lines.join("\n");
    part.group.setAttribute("aria-label", lines.join(", "));
  }

  listen() {
    for (const button of document.querySelectorAll("[data-go]")) {
      button.addEventListener("click", () => this.go(button.dataset.go));
    }
    for (const button of document.querySelectorAll("[data-show]")) {
      button.addEventListener("click", () => this.choosePicture(button.dataset.show));
    }
    find("slider").addEventListener("input", event => this.goTo([Number(event.target.value), 0]));
    find("name").addEventListener("change", event => this.selectByName(event.target.value));
    find("quiz-switch").addEventListener("click", () => this.switchQuiz());
    find("question").addEventListener("submit", event => {
      event.preventDefault();
      if (find("answer").value.trim()) this.reply(quiz => quiz.answer(find("answer").value));
    });
    find("hint").addEventListener("click", () => this.reply(quiz => quiz.help()));
    find("skip").addEventListener("click", () => this.reply(quiz => quiz.skip()));
    addEventListener("hashchange", () => this.follow(location.hash));
    addEventListener("keydown", event => this.press(event));
    find("zoom").addEventListener("click", () => this.zoom());
    addEventListener("resize", () => this.arrange());
    this.arrange();
  }

  press(event) {
    const isTyped = event.target.matches("input:not([type=range]), select, textarea");
    if (isTyped || event.altKey || event.ctrlKey || event.metaKey) return;
    const keys = {ArrowRight: "next", ArrowLeft: "back", ArrowDown: "step", ArrowUp: "undo", Home: "start", End: "end"};
    const phases = {PageDown: 1, PageUp: -1};
    if (!(event.key in keys || event.key in phases)) return;
    event.preventDefault();
    if (event.key in keys) this.go(keys[event.key]); else this.goToPhase(phases[event.key]);
  }

  choosePicture(show) {
    this.picture.show = show;
    for (const button of document.querySelectorAll("[data-show]")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === show));
    }
    this.show();
  }

  /** Fit everything into the window. */
  arrange() {
    this.picture.arrange();
    find("zoom").hidden = !this.picture.isScrolled;
    stackWhereTooWide(find("formulas"));
  }

  zoom() {
    this.picture.isWhole = !this.picture.isWhole;
    find("zoom").setAttribute("aria-pressed", String(this.picture.isWhole));
    this.arrange();
    this.picture.reveal();
  }

  selectByName(name) {
    const typed = name.trim().replace(/\s*->\s*|\s*→\s*/, "->");
    const number = this.step.data.things.findIndex(([kind, known]) => kind <= WEIGHT && known === typed);
    if (number >= 0) this.select(number);
    else find("numbers").replaceChildren(make("p", {}, `There is no neuron, weight or link ${name}.`));
  }
}

const page = new StepPage(JSON.parse(find("data").textContent));
