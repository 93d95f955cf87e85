// The drifts of a diagram: a card for each rule, with what it hit.

/** The values before and after, whole, where the line about the change had to cut them. */
const wholeValues = ({ before, after }) =>
  element(
    "details",
    {},
    element("summary", {}, "Whole values"),
    element("dl", { class: "values" }, [
      element("dt", {}, "before"),
      element("dd", {}, element("pre", { class: "before" }, before || "—")),
      element("dt", {}, "after"),
      element("dd", {}, element("pre", { class: "after" }, after || "—")),
    ]),
  );

const hitItem = (hit) =>
  element(
    "li",
    { class: "hit" },
    element("bdi", { class: "subject", title: hit.subject }, hit.subject),
    hit.change ? element("bdi", { class: "change" }, hit.change) : null,
    hit.at ? element("bdi", { class: "at" }, hit.at) : null,
    "before" in hit ? wholeValues(hit) : null,
    hit.parts ? partsOf(hit.parts) : null,
  );

const partsOf = (parts) =>
  element(
    "details",
    { class: "parts" },
    element("summary", {}, `Each of the ${parts.length}`),
    element("ul", { class: "hits" }, parts.map(hitItem)),
  );

const driftCard = (finding) => {
  const { level, title, rule, why, allowed, hits, downstream } = finding;
  return element(
    "article",
    { class: `drift ${allowed ? "allowed" : level}` },
    element(
      "header",
      {},
      element("span", { class: `level ${level}` }, level),
      element("h3", {}, title),
      element("code", { class: "rule" }, rule),
    ),
    element("p", { class: "why" }, why),
    allowed ? element("p", { class: "reason" }, element("b", {}, "Allowed: "), allowed) : null,
    element("ul", { class: "hits" }, hits.map(hitItem)),
    downstream.length
      ? element("p", { class: "reach" }, element("b", {}, "Downstream: "), ...names(downstream))
      : null,
  );
};

/** All drifts of a comparison, and which other pipelines get their data from this one. */
const driftList = (comparison) =>
  element(
    "section",
    { class: "drifts", "aria-label": "Drifts" },
    comparison.findings.length
      ? comparison.findings.map(driftCard)
      : element("p", { class: "remark" }, "Nothing of the architecture changed; the snapshot is written differently."),
    comparison.pipelines.length
      ? element(
          "p",
          { class: "reach" },
          element("b", {}, "Pipelines downstream: "),
          ...names(comparison.pipelines),
        )
      : null,
  );
