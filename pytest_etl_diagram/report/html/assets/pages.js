// Which page is shown.

const page = document.getElementById("page");
let opened = null; // the diagram whose page is shown, or was before the overview

const showNotice = () =>
  DATA.notice ? element("p", { class: "notice", role: "note" }, DATA.notice) : null;

const showOverview = () => {
  page.replaceChildren(...[showNotice(), ...overviewPage()].filter(Boolean));
  filterRows();
  document.title = `${verdict()} · ETL diagrams`;
  const row = [...document.querySelectorAll(".row")].find((link) => link.dataset.id === opened);
  row?.focus();
  row?.scrollIntoView({ block: "center" });
};

const showDiagram = (state) => {
  opened = state.open;
  const diagram = DATA.diagrams.find((one) => one.id === state.open);
  const made = diagram ? diagramPage(diagram, state) : lostPage(state.open);
  page.replaceChildren(...[showNotice(), ...made].filter(Boolean));
  document.title = `${visible(diagram?.name ?? "No such diagram")} · ETL diagrams`;
  scrollTo(0, 0);
  page.focus({ preventScroll: true });
};

const showPage = () => {
  const state = readState();
  showTheme();
  if (state.open) showDiagram(state);
  else if (document.getElementById("search")) filterRows(); // made anew it would lose its focus
  else showOverview();
  document.getElementById("home").href = overviewHash();
};

/** Go to another page, as a link to it does: the browser's back button returns. */
const visit = (hash) => {
  history.pushState(null, "", hash);
  showPage();
};

const root = DATA.root === "." ? "" : DATA.root;
document.getElementById("root").textContent = visible(root);
document.getElementById("version").textContent = visible(`pytest-etl-diagram ${DATA.version}`);
addEventListener("hashchange", showPage);
showPage();
