// What is shown is a function of the URL's hash alone, so that a link leads to the same view.

const DATA = JSON.parse(document.getElementById("data").textContent);
const LISTS = ["status", "level", "kind", "since"];

/** Read the state: lists of chosen filters, and single values ("" where there is none). */
const readState = (hash = location.hash) => {
  const given = new URLSearchParams(hash.slice(1));
  const state = {};
  for (const name of LISTS) state[name] = given.getAll(name);
  for (const name of ["q", "open", "against", "view", "theme"]) state[name] = given.get(name) ?? "";
  return state;
};

/** The hash of a state, the current one, with some values changed. */
const hashWith = (changes, hash = location.hash) => {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...readState(hash), ...changes })) {
    for (const one of [value].flat()) if (one) written.append(name, one);
  }
  return `#${written}`;
};

/** The hash of a diagram's page, and of the overview. */
const diagramHash = (id) => hashWith({ open: id, against: "", view: "" });
const overviewHash = () => diagramHash("");

/** Change the state of the page that is shown, which is no step to go back. */
const adjust = (changes) => {
  history.replaceState(null, "", hashWith(changes));
};
