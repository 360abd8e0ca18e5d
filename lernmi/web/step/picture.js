// The picture: shows the numbers of a moment in the drawing, and what moves.

const SVG = "http://www.w3.org/2000/svg";
const SMALLEST_LETTERS = 6, LETTER = 0.62;      // as in the drawing: the width of a letter over its size
const LABEL = 11, SECOND = 9.5;  // the size of the letters beside a line, and of a sensitivity below
const READABLE = 0.6;           // a drawing that would be smaller than that share of its size is not shrunk
const THICKEST = 7, THINNEST = 0.8;

function element(name, attributes) {
  const one = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) one.setAttribute(attribute, value);
  return one;
}

/** A part of the drawing that shows one thing: a circle, a cell, a line, or a number beside a line. */
class Part {
  constructor(group, thing) {
    this.group = group;
    this.thing = thing;
    this.texts = [...group.querySelectorAll("text")];
    this.shape = group.querySelector("circle, rect, path, line");
    const isLabel = this.texts.length > 0 && !this.texts[0].dataset.room;
    this.isLabel = isLabel && thing.kind !== LINK;
    this.isLine = thing.kind === LINK && this.shape.tagName !== "circle";
    this.isFilled = thing.kind !== LINK && !isLabel;
    if (this.isLabel) this.prefix = this.texts[0].textContent.replace(/\S+$/, "");
    if (this.isLine) this.thickest = Number(this.shape.getAttribute("stroke-width"));
    if (this.isFilled) this.shape.classList.add("filled");
    this.title = group.querySelector("title");
    if (this.title) this.title.textContent = thing.name;
    if (this.isLabel || this.shape.tagName === "circle" && thing.kind === NEURON) this.addSecondLine();
  }

  /** The middle of a circle or a cell. */
  get middle() {
    const [x, y, width, height] = ["x", "y", "width", "height"].map(name => Number(this.shape.getAttribute(name)));
    return this.shape.tagName === "circle"
      ? [Number(this.shape.getAttribute("cx")), Number(this.shape.getAttribute("cy"))]
      : [x + width / 2, y + height / 2];
  }

  /** Below a value there is room for its sensitivity. */
  addSecondLine() {
    const [first] = this.texts;
    this.second = first.cloneNode(true);
    this.second.textContent = "";
    this.second.classList.add("second");
    first.after(this.second);
    if (this.isLabel) for (const text of [first, this.second]) text.classList.add("label");
    const down = this.isLabel ? 11.5 : 7;
    if (!this.isLabel) first.setAttribute("y", Number(first.getAttribute("y")) - 6);
    this.second.setAttribute("y", Number(first.getAttribute("y")) + (this.isLabel ? down : 6 + down));
    if (this.second.dataset.room) this.second.dataset.room = Number(this.second.dataset.room) - 6;
  }

  /** Both numbers in the colours of their signs, on a ground that has room for them. */
  colourLabel(value, sensitivity) {
    this.texts[0].classList.toggle("negative", value.startsWith("-"));
    this.second.classList.toggle("negative", sensitivity.startsWith("-"));
    if (!this.shape) return;              // below a neuron
    const longest = Math.max(this.texts[0].textContent.length * LABEL, this.second.textContent.length * SECOND);
    const width = longest * LETTER + 6;
    this.shape.setAttribute("x", Number(this.texts[0].getAttribute("x")) - width / 2);
    this.shape.setAttribute("width", width);
    this.shape.setAttribute("height", sensitivity ? 24 : 13.5);
  }
}

/** The drawing, and another one for narrow screens where there is one. */
class Picture {
  constructor(step, scroller) {
    this.step = step;
    this.scroller = scroller;
    this.show = "phase";
    this.isWhole = false;
    this.svgs = [...scroller.querySelectorAll("svg")];
    this.parts = new Map();             // by the number of the thing: its parts
    for (const group of scroller.querySelectorAll("[data-of]")) {
      const number = Number(group.dataset.of);
      this.parts.set(number, [...this.parts.get(number) || [], new Part(group, step.thing(number))]);
    }
    for (const svg of this.svgs) {
      const arrow = svg.appendChild(element("marker", {
        id: `arrow-${svg.getAttribute("class")}`, class: "arrow", viewBox: "0 0 10 10", refX: 8, refY: 5,
        markerWidth: 12, markerHeight: 12, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse"}));
      arrow.append(element("path", {d: "M0 0L10 5L0 10z"}));
      svg.append(element("g", {class: "flows"}));
    }
    this.arrange();
  }

  /** Show the drawing that fits: as a whole, if its numbers can be read then, or with bars to scroll it. */
  arrange() {
    const {scroller} = this, [usual, narrow] = this.svgs;
    const room = scroller.clientWidth || 1, [, , width, height] = usual.getAttribute("viewBox").split(" ").map(Number);
    const isPhone = Boolean(narrow) && room < width * READABLE;
    const isSmall = Math.min(room / width, innerHeight * 0.48 / height) < READABLE;
    scroller.classList.toggle("phone", isPhone);
    scroller.classList.toggle("large", isSmall && !isPhone && !this.isWhole);
    scroller.style.setProperty("--width", `${width * Math.max(READABLE, 0.9)}px`);
    this.isScrolled = isSmall && !isPhone;
  }

  /** The drawing that is seen. */
  get svg() { return this.svgs[this.scroller.classList.contains("phone") ? 1 : 0]; }

  partsOf(number) { return this.parts.get(number) || []; }

  /** The numbers of a moment; ``move`` is lit. */
  update(numbers, move) {
    const phase = move ? move.phase : "input";
    const bySensitivity = this.show === "phase" ? ["loss", "backward"].includes(phase)
      : this.show === "sensitivities";
    for (const parts of this.parts.values()) {
      for (const part of parts) this.write(part, numbers, bySensitivity);
    }
    this.light(move);
    return bySensitivity;
  }

  write(part, numbers, bySensitivity) {
    const {thing} = part, weight = thing.kind === LINK ? this.step.thing(thing.weight) : thing;
    const value = numbers.of(weight.number, "value"), sensitivity = numbers.of(weight.number, "sensitivity");
    const shown = bySensitivity ? sensitivity : value, all = [value, sensitivity, bySensitivity].join(" ");
    if (part.written === all) return;           // most numbers stay from one move to the next
    part.written = all;
    if (part.isLine) this.thicken(part, weight, value, shown, bySensitivity);
    if (part.isFilled) colour(part.shape, shown, this.largest(weight, bySensitivity));
    if (part.second) {
      fit(part.texts[0], part.isLabel ? part.prefix + value : value);
      fit(part.second, sensitivity && `∂ ${sensitivity}`);
      if (part.isLabel) part.colourLabel(value, sensitivity);
    } else if (part.texts.length && part.isFilled) {
      fit(part.texts[0], shown);
    }
  }

  /** A line is as thick as its weight is large, or its sensitivity; in the colour of its sign. */
  thicken(part, weight, value, shown, bySensitivity) {
    if (weight.kind !== WEIGHT || part.shape.getAttribute("stroke") === "#8a8a8a") return;
    const {style} = part.shape, share = shareOf(shown, this.largest(weight, bySensitivity));
    style.strokeWidth = THINNEST + share * (Math.max(part.thickest, THICKEST) - THINNEST);
    style.stroke = shown === "" ? "var(--line)" : `var(--${shown.startsWith("-") ? "negative" : "positive"})`;
  }

  largest(thing, bySensitivity) {
    const {largest, layers} = this.step.data;
    if (thing.kind === WEIGHT) return largest[bySensitivity ? "sensitivities of weights" : "weights"];
    return bySensitivity ? largest.sensitivities : largest[`layer ${thing.layer}`];
  }

  // ---- what moves

  light(move) {
    for (const lit of this.scroller.querySelectorAll(".lit, .end")) lit.classList.remove("lit", "end");
    for (const flow of this.scroller.querySelectorAll(".halo, .flow")) flow.remove();
    if (!move) return;
    const mark = (number, kind) => this.partsOf(number).forEach(part => part.group.classList.add(kind));
    if (move.isOfAll) {
      new Set(move.writes.filter(write => write.notable).map(write => write.thing))
        .forEach(number => mark(number, "lit"));
      return;
    }
    const mover = this.step.thing(move.thing);
    mark(mover.number, "lit");
    if (mover.kind === WEIGHT) (this.step.linksOf.get(mover.number) || []).forEach(link => mark(link, "lit"));
    if (mover.kind === LINK) {
      mark(mover.weight, "lit");
      for (const end of [mover.source, mover.target]) mark(end, "end");
      this.drawFlow(mover, move.phase === "backward");
    }
    this.reveal();
  }

  /** An arrow along the link, in each drawing: to its target, or back to its source. */
  drawFlow(link, isBackward) {
    for (const svg of this.svgs) {
      const inside = number => this.partsOf(number).filter(part => svg.contains(part.group));
      const line = inside(link.number).find(part => part.isLine);
      const data = line ? wayOf(line.shape) : wayBetween(inside(link.source)[0], inside(link.target)[0]);
      if (!data) continue;
      const halo = element("path", {d: data, class: "halo"});
      const flow = element("path", {d: data, class: `flow ${isBackward ? "backward" : "forward"}`});
      flow.setAttribute(isBackward ? "marker-start" : "marker-end", `url(#${svg.querySelector("marker").id})`);
      if (line) line.shape.before(halo);
      (line ? line.group : svg.querySelector(".flows")).append(...line ? [flow] : [halo, flow]);
    }
  }

  /** Scroll the picture, where it is larger than its room, to what is lit. */
  reveal() {
    if (!this.isScrolled || this.isWhole) return;
    const {scroller} = this, lit = [...this.svg.querySelectorAll(".lit, .end")];
    if (!lit.length) return;
    const room = scroller.getBoundingClientRect();
    const boxes = lit.map(one => one.getBoundingClientRect());
    const left = Math.min(...boxes.map(box => box.left)), right = Math.max(...boxes.map(box => box.right));
    const top = Math.min(...boxes.map(box => box.top)), bottom = Math.max(...boxes.map(box => box.bottom));
    if (left < room.left || right > room.right) scroller.scrollLeft += (left + right - room.left - room.right) / 2;
    if (top < room.top || bottom > room.bottom) scroller.scrollTop += (top + bottom - room.top - room.bottom) / 2;
  }
}

function wayOf(shape) {
  if (shape.tagName === "path") return shape.getAttribute("d");
  const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map(name => shape.getAttribute(name));
  return `M${x2} ${y2}L${x1} ${y1}`;    // a bias: from below into its neuron
}

/** A way from one part to another, between which no line is drawn. */
function wayBetween(from, to) {
  if (!from || !to) return "";
  const [[x1, y1], [x2, y2]] = [from.middle, to.middle];
  const bend = Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1)) * 0.15;
  return `M${x1} ${y1}Q${(x1 + x2) / 2 + (x1 === x2 ? bend : 0)} ${(y1 + y2) / 2 - bend} ${x2} ${y2}`;
}

function shareOf(text, largest) {
  const share = Math.abs(Number(text)) / largest;
  return Number.isFinite(share) ? Math.min(share, 1) : 0;
}

/** Blue for what is positive, orange for what is negative; nothing while it isn't known. */
function colour(shape, text, largest) {
  const share = text === "" ? 0 : shareOf(text, largest);
  shape.style.setProperty("--share", share.toFixed(3));
  shape.classList.toggle("negative", text.startsWith("-"));
  shape.parentNode.classList.toggle("strong", share > 0.6);
  shape.parentNode.classList.toggle("full", share > 0.93);
  shape.parentNode.classList.toggle("unknown", text === "");
}

/** Write a number as large as it has room. */
function fit(element, text) {
  element.textContent = text;
  const room = Number(element.dataset.room);
  if (!room) return;
  const largest = element.classList.contains("second") ? SECOND : Number(element.getAttribute("font-size"));
  element.style.fontSize = `${Math.max(Math.min(largest, room / (text.length * LETTER)), SMALLEST_LETTERS)}px`;
}
