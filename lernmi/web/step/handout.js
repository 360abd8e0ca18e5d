// The whole step on paper.

const MOST_IN_HANDOUT = 600;    // numbers; of a longer step the present moment is printed

/** The step on paper: the picture with all numbers, and each of them in a row. */
function handoutOf(step, picture) {
  const numbers = [...step.writesUntil([step.last, 0])].filter(([, write]) => write.notable);
  if (numbers.length > MOST_IN_HANDOUT) return [];
  const update = step.data.phases.find(([phase]) => phase === "update");
  picture.update(step.numbersAt([update ? update[2] - 1 : step.last, 0]), null);
  const copy = picture.svgs[0].cloneNode(true);
  copy.querySelector("marker").remove();
  const rows = [];
  let phase = "", last = 0;
  for (const [move, write] of numbers) {
    if (move.phase !== phase) {
      phase = move.phase;
      const [, title] = step.data.phases.find(([name]) => name === phase);
      rows.push(make("tr", {class: "phase"}, make("th", {colspan: "4"}, title)));
    }
    const isNew = move.number !== last;
    last = move.number;
    rows.push(make("tr", {class: isNew ? "first" : ""}, make("td", {}, isNew ? String(move.number) : ""),
      make("td", {class: "mover"}, isNew && !move.isOfAll ? move.title : ""),
      make("td", {}, [write.name, write.sign, ...write.words].join(" ")),
      make("td", {}, write.isComputed || write.added ? write.equationInNumbers : "")));
  }
  return [make("div", {}, copy), make("table", {}, make("tbody", {}, ...rows)),
    ...step.data.legend.map(line => make("p", {}, line))];
}
