// Which diagrams the search and the filters leave.

/** The levels of a diagram's drifts, in its comparisons together, allowed ones apart. */
const levelsOf = (diagram) =>
  new Set(diagram.comparisons.flatMap((one) => one.findings.map((finding) => finding.level)));

/** What the search looks at: what a diagram is called, what is in it and what changed. */
const searched = (diagram) => {
  const findings = diagram.comparisons.flatMap((one) => one.findings);
  const said = findings.flatMap((one) => [one.rule, one.title, ...one.hits.map((hit) => hit.subject)]);
  const own = [diagram.id, diagram.kind, diagram.name, diagram.source];
  return [...own, ...diagram.stages, ...said].join("\n").toLowerCase();
};

for (const diagram of DATA.diagrams) {
  diagram.levels = levelsOf(diagram);
  diagram.searched = searched(diagram);
  diagram.since = diagram.is_new || diagram.comparisons.some((one) => one.is_base);
}

/** For each filter whether a diagram is of a value that can be chosen. */
const IS_OF = {
  status: (diagram, value) => diagram.status === value,
  level: (diagram, value) => diagram.levels.has(value),
  kind: (diagram, value) => diagram.kind === value,
  since: (diagram) => diagram.since,
};

/** Tell whether a diagram has all words, and one of the chosen values of every filter. */
const matches = (diagram, state) => {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    words.every((word) => diagram.searched.includes(word)) &&
    LISTS.every(
      (name) => !state[name].length || state[name].some((value) => IS_OF[name](diagram, value)),
    )
  );
};

const matching = () => {
  const state = readState();
  return DATA.diagrams.filter((diagram) => matches(diagram, state));
};
