// Keys: / search, j k and arrows move, Enter opens (a link does that by itself), Esc goes back.

const visibleRows = () =>
  [...document.querySelectorAll(".row")].filter((link) => !link.parentElement.hidden);

const moveInList = (step) => {
  const rows = visibleRows();
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
};

const moveToDiagram = (step) => {
  const diagram = DATA.diagrams.find((one) => one.id === readState().open);
  if (!diagram) return;
  const { previous, next } = neighbours(diagram);
  const to = step > 0 ? next : previous;
  if (to) visit(diagramHash(to.id));
};

const startSearch = () => {
  if (readState().open) visit(overviewHash());
  document.getElementById("search")?.select();
};

const leaveSearch = (search) => {
  if (search.value) {
    adjust({ q: "" });
    filterRows();
  } else {
    search.blur();
  }
};

const LETTERS = {
  "/": startSearch,
  j: () => (readState().open ? moveToDiagram(1) : moveInList(1)),
  k: () => (readState().open ? moveToDiagram(-1) : moveInList(-1)),
};

/** Arrows move in the list; on a diagram's page they scroll. */
const ARROWS = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, target } = event;
  const isWriting = target.id === "search";
  const isOverview = !readState().open;
  if (key === "Escape") {
    if (isWriting) leaveSearch(target);
    else if (!isOverview) visit(overviewHash());
  } else if (key in ARROWS && isOverview) {
    moveInList(ARROWS[key]);
  } else if (key === "Enter" && isWriting) {
    visibleRows()[0]?.focus();
  } else if (key in LETTERS && !isWriting) {
    LETTERS[key]();
  } else {
    return;
  }
  event.preventDefault();
});
