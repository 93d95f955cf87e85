// The first page: what the run found in one sentence, filters, and the diagrams, worst first.

const STATUS_WORDS = {
  error: "error",
  drifted: "drifted",
  missing: "no snapshot",
  updated: "updated",
  passed: "passed",
};

const THRESHOLDS = {
  any: "any drift fails",
  warning: "warnings and breaking drifts fail",
  breaking: "breaking drifts fail",
};

const statusBadge = (diagram) =>
  element("span", { class: `status ${diagram.status}` }, STATUS_WORDS[diagram.status]);

const having = (status) => DATA.diagrams.filter((diagram) => diagram.status === status).length;

/** The headline: the worst that happened. */
const verdict = () => {
  const all = DATA.diagrams.length;
  if (!all) return "No diagrams";
  const words = { error: "could not be compared", drifted: "drifted", missing: "without a snapshot" };
  const worst = Object.keys(words).filter(having);
  const told = worst.map((status) => `${having(status)} ${words[status]}`);
  if (told.length) return `${count(all, "diagram")}: ${told.join(", ")}`;
  return all === 1 ? "The diagram is as committed" : `All ${all} diagrams are as committed`;
};

const summary = () => {
  const since = DATA.diagrams.filter((diagram) => diagram.since).length;
  const said = [
    DATA.drifts,
    THRESHOLDS[DATA.fail_on],
    DATA.base && `${since ? count(since, "diagram") : "nothing"} changed since ${DATA.base}`,
  ];
  return said.filter(Boolean).join(" · ");
};

/** One button of a filter: it shows how many diagrams there are of its value. */
const chip = (name, value, words, number) =>
  element(
    "button",
    {
      type: "button",
      class: `chip ${name === "level" || name === "status" ? value : ""}`,
      "data-filter": name,
      "data-value": value,
      click: () => {
        const chosen = readState()[name];
        const others = chosen.filter((one) => one !== value);
        adjust({ [name]: chosen.length === others.length ? [...chosen, value] : others });
        filterRows();
      },
    },
    element("span", { class: "dot" }),
    words,
    element("b", {}, number),
  );

/** A group of buttons, for the values that occur; none where they would tell nothing apart. */
const chips = (title, name, values) => {
  const numbers = values.map(
    ([value]) => DATA.diagrams.filter((diagram) => IS_OF[name](diagram, value)).length,
  );
  const made = values
    .map(([value, words], at) => numbers[at] && chip(name, value, words, numbers[at]))
    .filter(Boolean);
  if (!made.length) return null;
  return element(
    "div",
    { class: "chips", role: "group", "aria-label": title },
    element("span", { class: "caption", "aria-hidden": "true" }, title),
    made,
  );
};

const kinds = () => [...new Set(DATA.diagrams.map((diagram) => diagram.kind))].sort();

const filters = () =>
  element(
    "div",
    { class: "filters" },
    element("input", {
      type: "search",
      id: "search",
      placeholder: "Search names, files, stages, rules",
      "aria-label": "Search diagrams",
      "aria-controls": "rows",
      autocomplete: "off",
      spellcheck: "false",
      input: (event) => {
        adjust({ q: event.target.value });
        filterRows();
      },
    }),
    chips("Status", "status", DATA.statuses.map((status) => [status, STATUS_WORDS[status]])),
    chips("Level", "level", DATA.levels.map((level) => [level, level])),
    DATA.base ? chips("Base", "since", [["changed", `changed since ${DATA.base}`]]) : null,
    chips("Kind", "kind", kinds().map((kind) => [kind, kind])),
  );

/** How many drifts of each level a comparison has; an allowed one counts as such. */
const levelCounts = (findings) => {
  const numbers = new Map();
  for (const { level, allowed, hits } of findings) {
    const name = allowed ? "allowed" : level;
    numbers.set(name, (numbers.get(name) ?? 0) + hits.length);
  }
  return [...DATA.levels, "allowed"]
    .filter((name) => numbers.has(name))
    .map((name) => {
      const plural = name === "warning" ? "warnings" : name;
      return element("span", { class: `level ${name}` }, count(numbers.get(name), name, plural));
    });
};

/** What is worst in a diagram, in a line. */
const glimpse = (diagram) => {
  if (diagram.message) return diagram.message.split("\n")[0];
  const comparison = diagram.comparisons[0];
  if (!comparison) return "";
  const [worst] = comparison.findings;
  if (!worst) return "The snapshot is written differently.";
  return `${worst.title}: ${worst.hits[0].subject}`;
};

const newSince = (diagram) =>
  diagram.is_new ? element("span", { class: "since" }, `new since ${DATA.base}`) : null;

const row = (diagram) => {
  const levels = diagram.comparisons.map((one) =>
    element(
      "span",
      {},
      one.is_base ? element("span", { class: "since" }, `since ${one.against}`) : null,
      levelCounts(one.findings),
    ),
  );
  const said = glimpse(diagram);
  return element(
    "li",
    {},
    element(
      "a",
      { class: "row", href: diagramHash(diagram.id), "data-id": diagram.id },
      statusBadge(diagram),
      element(
        "span",
        { class: "what" },
        element(
          "span",
          { class: "name" },
          element("bdi", {}, diagram.name),
          element("span", { class: "kind" }, diagram.kind),
        ),
        element("bdi", { class: "file" }, diagram.source || "the whole project"),
        said ? element("span", { class: "glimpse" }, said) : null,
      ),
      element("span", { class: "levels" }, levels, newSince(diagram)),
    ),
  );
};

/** A section below the list, which isn't there without anything in it. */
const extra = (title, hint, items) => {
  if (!items.length) return null;
  const many = 10;
  return element(
    "details",
    { class: "extra", open: items.length > many ? null : "" },
    element("summary", {}, title, element("b", {}, items.length)),
    element("p", { class: "hint" }, hint),
    element("ul", {}, items.map((item) => element("li", {}, [item].flat(2)))),
  );
};

const extras = () => [
  extra(
    "Problems",
    "Parts of files that could not be understood; what they hold is missing in the diagrams.",
    DATA.problems.map(({ at, message, fatal }) => [
      fatal ? element("span", { class: "status error" }, "error") : [],
      element("code", {}, at),
      element("span", { class: "message" }, message),
    ]),
  ),
  extra(
    "Snapshots without a diagram",
    "What they show isn't in the code any more; updating the snapshots removes them.",
    DATA.orphans.map((path) => element("code", {}, path)),
  ),
  extra(
    `Diagrams gone since ${DATA.base}`,
    "Snapshots of that revision whose diagram isn't there any more.",
    DATA.gone.map((path) => element("code", {}, path)),
  ),
];

const overviewPage = () => {
  const open = DATA.statuses.slice(0, 3).some(having);
  return [
    element("h1", {}, verdict()),
    element("p", { class: "summary" }, summary()),
    open && DATA.accept
      ? element(
          "details",
          { class: "accept" },
          element("summary", {}, "Accept everything"),
          command(DATA.accept),
        )
      : null,
    DATA.diagrams.length ? filters() : null,
    element("p", { class: "found", id: "found", role: "status" }),
    element("ul", { class: "rows", id: "rows", "aria-label": "Diagrams, worst first" }, DATA.diagrams.map(row)),
    extras(),
  ].flat();
};

/** Show what the state says: in the search box, the buttons and the list. */
const filterRows = () => {
  const state = readState();
  const search = document.getElementById("search");
  if (search && search.value !== state.q) search.value = state.q;
  for (const button of document.querySelectorAll(".chip")) {
    const { filter, value } = button.dataset;
    button.setAttribute("aria-pressed", state[filter].includes(value));
  }
  const left = new Set(matching().map((diagram) => diagram.id));
  for (const link of document.querySelectorAll(".row")) {
    link.parentElement.hidden = !left.has(link.dataset.id);
    link.href = diagramHash(link.dataset.id); // it keeps the filters
  }
  const all = DATA.diagrams.length;
  const found = document.getElementById("found");
  const shown = left.size === all ? count(all, "diagram") : `${left.size} of ${count(all, "diagram")}`;
  found.replaceChildren(all ? `${shown}, worst first` : "");
  if (left.size < all) found.append(" ", everythingAgain());
};

const everythingAgain = () =>
  element(
    "button",
    {
      type: "button",
      class: "link",
      click: () => {
        adjust({ q: "", status: [], level: [], kind: [], since: [] });
        filterRows();
        document.getElementById("search").focus();
      },
    },
    "Show all",
  );
