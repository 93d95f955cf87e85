// The page of one diagram.

/** What can be looked at of a diagram: [id, name, function that makes it]. */
const viewsOf = (diagram, comparison) => {
  const label = `${diagram.kind} ${diagram.name}`;
  const figures = (drawings) => drawings.map((one) => figureOf(one, label));
  const now = () => figures(drawingsOf(diagram));
  const plain = () => element("pre", { class: "snapshot-text" }, diagram.text);
  if (!comparison) {
    return diagram.text ? [["after", "Drawing", now], ["text", "Text", plain]] : [];
  }
  const overlay = () => [overlayKey(), figures([{ title: "", text: comparison.overlay }])];
  const beside = () => differenceTable(comparison.text, diagram.text, comparison.rows);
  return [
    comparison.overlay ? ["overlay", "Overlay", overlay] : null,
    ["before", "Before", () => figures(drawingsOf(comparison))],
    ["after", "After", now],
    ["text", "Text diff", beside],
  ].filter(Boolean);
};

const overlayKey = () =>
  element(
    "p",
    { class: "overlay-key" },
    ["added", "removed", "changed", "unchanged"].map((word) =>
      element("span", { class: word }, word),
    ),
  );

/** Tabs that work as ARIA says: one is in the order of Tab, arrows move between them. */
const tabbed = (views, chosen) => {
  const panel = element("div", { class: "panel", role: "tabpanel", id: "panel", tabindex: "-1" });
  const made = new Map(); // a view that was shown stays as it is: zoomed, scrolled, unfolded
  const choose = (id) => {
    const [, , make] = views.find((view) => view[0] === id);
    if (!made.has(id)) made.set(id, element("div", {}, [make()].flat(2)));
    panel.replaceChildren(made.get(id));
    panel.setAttribute("aria-labelledby", `tab-${id}`);
    for (const tab of tabs) {
      const isChosen = tab.id === `tab-${id}`;
      tab.setAttribute("aria-selected", isChosen);
      tab.tabIndex = isChosen ? 0 : -1;
    }
  };
  const tabs = views.map(([id, words]) =>
    element(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${id}`,
        "aria-controls": "panel",
        click: () => {
          adjust({ view: id });
          choose(id);
        },
        keydown: (event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (!step) return;
          const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
          next.click();
          next.focus();
        },
      },
      words,
    ),
  );
  choose(views.some((view) => view[0] === chosen) ? chosen : views[0][0]);
  return [element("div", { class: "tabs", role: "tablist", "aria-label": "Views" }, tabs), panel];
};

/** Where a diagram stands among those that the filters leave. */
const neighbours = (diagram) => {
  const list = matching();
  const at = list.findIndex((one) => one.id === diagram.id);
  return { at, total: list.length, previous: list[at - 1], next: at < 0 ? list[0] : list[at + 1] };
};

const navigation = (diagram) => {
  const { at, total, previous, next } = neighbours(diagram);
  const link = (to, words) =>
    to
      ? element("a", { href: diagramHash(to.id), "aria-label": `${words} diagram` }, words)
      : element("span", { class: "off" }, words);
  return element(
    "nav",
    { class: "way", "aria-label": "Diagrams" },
    element("a", { href: overviewHash() }, "← All diagrams"),
    element("span", { class: "position" }, at < 0 ? "" : `${at + 1} of ${total}`),
    link(previous, "Previous"),
    link(next, "Next"),
  );
};

/** Which comparison to show, where a diagram has changed since two. */
const againstSwitch = (diagram, shown) => {
  if (diagram.comparisons.length < 2) return null;
  return element(
    "div",
    { class: "against", role: "group", "aria-label": "Compared with" },
    element("span", { class: "caption" }, "Compared with"),
    diagram.comparisons.map((one) =>
      element(
        "a",
        {
          href: hashWith({ against: one.is_base ? "base" : "", view: "" }),
          "aria-current": one === shown ? "true" : null,
        },
        one.against,
      ),
    ),
  );
};

const STATUS_NOTES = {
  missing: "There is no snapshot yet. If this drawing is right, write it and commit it.",
  updated: "This run has written the snapshot.",
};

const ACCEPTING = {
  drifted: "If this is meant, accept it with",
  missing: "Write the snapshot with",
};

/** What to know before reading the drifts. */
const remarks = (diagram, comparison) => {
  const { status, is_new } = diagram;
  const told = [is_new && `New since ${DATA.base}.`];
  if (!comparison) {
    told.push(STATUS_NOTES[status]);
  } else if (comparison.is_base) {
    told.push(`This changed since ${comparison.against}.`);
    told.push(diagram.comparisons.length === 1 && "The committed snapshot has it already.");
  } else if (status === "passed") {
    told.push("This doesn't fail the run: it is allowed or below its threshold.");
  }
  if (comparison?.snapshot) told.push(`It is compared with a snapshot of another name: ${comparison.snapshot}`);
  const words = told.filter(Boolean).join(" ");
  return words ? element("p", { class: "remark" }, words) : null;
};

const accepting = (diagram, comparison) => {
  if (comparison?.is_base) return null;
  const words = ACCEPTING[diagram.status] ?? (comparison ? ACCEPTING.drifted : "");
  if (!words) return null;
  return element(
    "section",
    { class: "accept-one" },
    element("p", {}, words),
    command(diagram.accept),
  );
};

const diagramHead = (diagram) =>
  element(
    "header",
    { class: "head" },
    element(
      "h1",
      {},
      element("bdi", {}, diagram.name),
      element("span", { class: "kind" }, diagram.kind),
      statusBadge(diagram),
    ),
    element(
      "p",
      { class: "where" },
      element("bdi", {}, diagram.source || "the whole project"),
      element("bdi", { class: "snapshot" }, diagram.snapshot),
    ),
  );

const diagramPage = (diagram, state) => {
  const { comparisons } = diagram;
  const comparison = comparisons.find((one) => one.is_base === (state.against === "base")) ?? comparisons[0];
  const views = viewsOf(diagram, comparison);
  return [
    navigation(diagram),
    diagramHead(diagram),
    diagram.message ? element("pre", { class: "error-text" }, diagram.message) : null,
    againstSwitch(diagram, comparison),
    remarks(diagram, comparison),
    comparison ? driftList(comparison) : null,
    accepting(diagram, comparison),
    views.length ? tabbed(views, state.view) : null,
  ].flat();
};

const lostPage = (id) => [
  element("h1", {}, "No such diagram"),
  element("p", { class: "remark" }, `This report has no diagram called ${id}.`),
  element("p", {}, element("a", { href: overviewHash() }, "← All diagrams")),
];
