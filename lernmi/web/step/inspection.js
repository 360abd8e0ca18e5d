// A neuron, a link or a weight: its numbers at a moment, and how its sensitivity came about.

/** The numbers of a thing at this moment, and how its sensitivity came about as far as it is known. */
function thingOf(page, thing) {
  const {step, numbers, moment} = page;
  const [name, ...lines] = describe(step, thing, numbers);
  const kind = ["Neuron", "Link", "Weight"][thing.kind];
  const table = make("table", {class: "known"}, ...lines.map(line => {
    const at = line.lastIndexOf(" ");
    return make("tr", {}, make("td", {}, line.slice(0, at)), make("td", {}, signed(line.slice(at + 1))));
  }));
  const unknown = lines.length ? [] : [make("p", {class: "dim"}, "Nothing is known of it yet.")];
  return [make("h3", {}, `${kind} ${name}`), table, ...unknown, ...whyOf(page, thing, moment)];
}

/** Each contribution to a sensitivity so far, with the move that made it. */
function whyOf(page, thing, moment) {
  const {step} = page, place = step.place(thing.number, "sensitivity");
  const made = [], later = [];
  for (const [move, write] of step.writesUntil([step.last, 0])) {
    if (write.place !== place || !write.notable || !["loss", "backward"].includes(move.phase)) continue;
    const [done, writes] = moment, index = move.writes.indexOf(write);
    const isDone = move.number <= done || move.number === done + 1 && index < writes;
    (isDone ? made : later).push([move, write]);
  }
  if (!made.length && !later.length) {
    return [make("p", {}, step.data.isWrong ? `This wrong engine passes nothing back from the loss to ${thing.name}.`
      : `Nothing leads from ${thing.name} to the loss.`)];
  }
  const symbol = thing.name.includes("->") ? `(${thing.name})` : thing.name;
  const meaning = later.length ? "so far" : step.data.isWrong ? "by this wrong engine" : `= ∂loss/∂${symbol}`;
  const heading = made.length
    ? [`Whose fault is it? Its sensitivity ${meaning} = `, signed(made[made.length - 1][1].now)]
    : ["Nothing has been passed back to it yet."];
  const jump = ([move, write]) => make("li", {}, write.sides.join(" = ") + " ",
    make("button", {type: "button", class: "link", onclick: () => page.goTo([move.number, 0])}, `move ${move.number}`));
  const rest = later.length && !document.body.classList.contains("asking")
    ? [make("p", {class: "dim"}, `More comes with move ${later.map(([move]) => move.number).join(", ")}.`)] : [];
  return [make("p", {}, ...heading), make("ul", {}, ...made.map(jump)), ...rest, ...pathsOf(page, thing, later.length)];
}

/** The strongest paths from the loss, once all of the sensitivity is there. */
function pathsOf(page, thing, later) {
  const why = page.step.data.whys[thing.number];
  if (!why || later) return [];
  return why.map(line => make("p", {class: /: .* = |= /.test(line) ? "path" : "dim"}, line));
}
