// Two snapshots side by side, line by line.

const CONTEXT = 3; // unchanged lines that stay around a change

const cell = (kind, number, content) => [
  element("td", { class: `number ${kind}` }, number === null ? "" : number + 1),
  element("td", { class: `line ${kind}` }, content),
];

const sideBySide = (left, right) => element("tr", {}, left.flat(), right.flat());
const nothing = () => cell("none", null, "");

/** A line in pieces; every second one changed. */
const marked = (segments) =>
  segments.map((segment, at) => (at % 2 ? element("mark", {}, segment) : segment));

const equalRow = (lines, left, right) =>
  sideBySide(cell("same", left, lines[left]), cell("same", right, lines[left]));

/** Rows of equal lines; many of them are folded, but for those next to a change. */
const equalRows = (lines, left, right, number, edges) => {
  const before = edges.first ? 0 : CONTEXT;
  const after = edges.last ? 0 : CONTEXT;
  const rows = Array.from({ length: number }, (_, at) => equalRow(lines, left + at, right + at));
  const folded = rows.slice(before, number - after);
  if (folded.length < 2) return rows;
  for (const row of folded) row.hidden = true;
  const button = element("button", { type: "button", class: "link" }, `${folded.length} unchanged lines`);
  const fold = element("tr", { class: "fold" }, element("td", { colspan: "4" }, button));
  button.addEventListener("click", () => {
    for (const row of folded) row.hidden = false;
    fold.remove();
  });
  return [...rows.slice(0, before), fold, ...rows.slice(before)];
};

const columns = () =>
  element(
    "colgroup",
    {},
    ["number", "line", "number", "line"].map((kind) => element("col", { class: kind })),
  );

/** The table of both texts; `rows` say which line became which (see difference.py). */
const differenceTable = (old, current, rows) => {
  const [olds, news] = [old.split("\n"), current.split("\n")];
  let [left, right] = [0, 0];
  const made = rows.flatMap(([kind, one, other, number], at) => {
    if (kind === "=") {
      [left, right] = [one + number, other + number];
      return equalRows(olds, one, other, number, { first: at === 0, last: at === rows.length - 1 });
    }
    if (kind === "-") {
      left = one + 1;
      return [sideBySide(cell("removed", one, olds[one]), nothing())];
    }
    if (kind === "+") {
      right = one + 1;
      return [sideBySide(nothing(), cell("added", one, news[one]))];
    }
    left += 1;
    right += 1;
    return [
      sideBySide(cell("removed", left - 1, marked(one)), cell("added", right - 1, marked(other))),
    ];
  });
  return element(
    "div",
    { class: "difference", tabindex: "0", role: "group", "aria-label": "Both texts" },
    element("table", {}, columns(), element("tbody", {}, made)),
  );
};
