// What a moment shows beside the picture: formulas in words, symbols and numbers, the lines that run.

const MOST_CHANGES = 8, MOST_FORMULAS = 12;

/** An element with a class, attributes and children; texts are never read as HTML. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function count(number, what) { return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`; }

/** A number, in the colour of its sign. */
function signed(text) { return make("span", {class: text.startsWith("-") ? "negative number" : "number"}, text); }

/** Words over symbols over numbers: name, sign and operands in columns. */
function rowsOf(write) {
  const rows = [["words", [write.name, write.sign, ...write.words]]];
  if (write.isTheLoss) {
    rows.push(["numbers", [write.isComputed ? write.result : write.symbol, "=", write.numbers.join(" ")]]);
  } else if (write.isComputed) {
    rows.push(["symbols", [write.symbol, write.sign, ...write.symbols]]);
    rows.push(["numbers", [write.result, "=", ...write.numbers]]);
  } else if (write.added) {
    rows.push(["numbers", [write.symbol, write.sign, write.result]]);
  }
  return rows;
}

function formulaOf(write, kind) {
  const table = make("table", {class: "formula", role: "presentation"}, ...rowsOf(write).map(([row, cells]) =>
    make("tr", {class: row}, ...cells.map(cell => make("td", {class: /^-\d/.test(cell) ? "negative" : ""}, cell)))));
  const block = make("div", {class: `write ${kind}`}, table);
  if (write.added && !write.beginsSum) block.append(make("p", {class: "sum"}, `(${write.sum})`));
  return block;
}

/** Each number in a row of its own, where the columns have no room. */
function stackWhereTooWide(container) {
  for (const table of container.querySelectorAll(".formula")) {
    table.classList.remove("stacked");
    table.classList.toggle("stacked", table.scrollWidth > container.clientWidth + 1);
  }
}

/** The writes of a move that are worth a formula; at a moment within it, the latest one. */
function formulasOf(move, writes) {
  const shown = writes ? [move.writes[writes - 1]] : move.writes.filter(write => write.notable);
  const blocks = shown.slice(0, MOST_FORMULAS).map(write => formulaOf(write, writes ? "now" : ""));
  if (shown.length > MOST_FORMULAS) {
    blocks.push(make("p", {class: "dim"}, `… and ${count(shown.length - MOST_FORMULAS, "more number")}.`));
  }
  return blocks;
}

/** Every number that was written: what it was, and what it is. */
function changesOf(move, writes) {
  const changed = writes ? [move.writes[writes - 1]] : move.writes.filter(write => write.effective);
  if (!changed.length) return [];
  const more = changed.length - MOST_CHANGES;
  const listed = changed.slice(0, MOST_CHANGES).flatMap(({name, old, now}, index) =>
    [index ? "; " : "", `${name} ${old} → `, signed(now)]);
  return ["changed: ", ...listed, more > 0 ? `; and ${more.toLocaleString("en")} more` : ""];
}

/** The methods that run in a move; the line that wrote the latest number is marked, those before it lightly. */
function codeOf(move, writes, isAhead) {
  const index = writes - 1;
  return move.code.map(([method, written]) => {
    const [name, file, numbers, lines] = move.step.data.code[method];
    const ran = new Set(written.filter((line, at) => line >= 0 && (writes ? at <= index : !isAhead)));
    const now = writes ? written[index] : -1;
    const rows = lines.map((line, at) => make("div", {
      class: `code-line${at === now ? " now" : ran.has(at) ? " ran" : ""}`, "aria-current": at === now ? "step" : null,
    }, make("span", {class: "line-number"}, String(numbers[at])), make("code", {}, line)));
    const caption = make("figcaption", {}, make("b", {}, name), ` in ${file}, line ${numbers[0]}`);
    return make("figure", {class: "method"}, caption,
      make("div", {class: "code-lines"}, ...rows));
  });
}

/** All numbers of a thing that are known, one a line. */
function describe(step, thing, numbers) {
  const known = [[thing.name, ""]];
  const add = (words, number) => number !== "" && known.push([words, number]);
  if (thing.kind === NEURON) {
    add("total", numbers.of(thing.number, "total"));
    add(`value = ${thing.activation}(total)`, numbers.of(thing.number, "value"));
    add("slope", numbers.of(thing.number, "slope"));
    for (const [output, target] of step.data.targets) if (output === thing.number) add("target", target);
  } else if (thing.kind === LINK) {
    const weight = step.thing(thing.weight);
    add(`${weight.kind === NEURON ? "gate" : "weight"} ${weight.name}`, numbers.of(weight.number, "value"));
    add("delivers", numbers.of(thing.number, "value"));
  } else {
    add("value", numbers.of(thing.number, "value"));
  }
  add("sensitivity", numbers.of(thing.number, "sensitivity"));
  return known.map(([words, number]) => number === "" ? words : `${words} ${number}`);
}
