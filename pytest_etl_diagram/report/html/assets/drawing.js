// Pictures: Mermaid draws a text when it comes into view.

const SMALLEST_TEXT = 0.55; // a drawing is scrolled rather than shrunk further by itself
const ZOOM_STEP = 1.25;
const LONGEST_TEXT = 5_000_000; // Mermaid's own limits are those of a web site with guests
const MOST_EDGES = 50_000;

const engineSource = document.getElementById("mermaid-source");
let drawn = 0;

/** Start Mermaid, once: its text lies in the page and doesn't run by itself. */
const startEngine = () => {
  if (window.mermaid) return;
  const script = document.createElement("script");
  script.textContent = engineSource.textContent;
  document.head.append(script);
  window.mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    logLevel: "fatal",
    theme: "neutral",
    themeCSS: document.getElementById("drawing-style").textContent,
    fontFamily: getComputedStyle(document.body).fontFamily,
    maxTextSize: LONGEST_TEXT,
    maxEdges: MOST_EDGES,
  });
};

/** Give a function a place of its own to measure in, which is laid out and not seen. */
const onBench = async (draw) => {
  const bench = element("div", { class: "bench", "aria-hidden": "true" });
  document.body.append(bench);
  try {
    return await draw(bench);
  } finally {
    bench.remove();
  }
};

/** Draw a text; the promise gives the picture. */
const picture = async (text) => {
  startEngine();
  drawn += 1;
  const id = `drawing-${drawn}`;
  const { svg } = await onBench((bench) => window.mermaid.render(id, text, bench));
  // Mermaid has sanitized what it made (securityLevel strict); a parsed document runs nothing.
  return new DOMParser().parseFromString(svg, "text/html").body.firstElementChild;
};

/** Give a picture a width, its own times a factor; what is in the middle of its frame stays. */
const scaled = (frame, svg, factor) => {
  const middle = (at, size, all) => (at + size / 2) / all;
  const x = middle(frame.scrollLeft, frame.clientWidth, frame.scrollWidth);
  const y = middle(frame.scrollTop, frame.clientHeight, frame.scrollHeight);
  const width = svg.viewBox.baseVal.width;
  frame.dataset.scale = factor;
  svg.style.maxWidth = "none";
  svg.style.width = `${Math.max(1, width * factor)}px`;
  svg.style.height = "auto";
  frame.scrollLeft = x * frame.scrollWidth - frame.clientWidth / 2;
  frame.scrollTop = y * frame.scrollHeight - frame.clientHeight / 2;
};

const fitting = (frame, svg) => Math.min(1, (frame.clientWidth - 32) / svg.viewBox.baseVal.width);

const zoomButtons = (frame, svg) => {
  const button = (label, words, factor) =>
    element(
      "button",
      { type: "button", "aria-label": words, title: words, click: () => scaled(frame, svg, factor()) },
      label,
    );
  const now = () => Number(frame.dataset.scale);
  return element(
    "div",
    { class: "zoom" },
    button("−", "Smaller", () => now() / ZOOM_STEP),
    button("+", "Larger", () => now() * ZOOM_STEP),
    button("Fit", "Fit the width", () => fitting(frame, svg)),
    button("1:1", "Full size", () => 1),
  );
};

/** Let a picture that is wider than the page be pulled with the mouse. */
const draggable = (frame) => {
  let from = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0) {
      from = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
      frame.setPointerCapture(event.pointerId);
    }
  });
  frame.addEventListener("pointermove", (event) => {
    if (!from) return;
    frame.scrollLeft = from.left - (event.clientX - from.x);
    frame.scrollTop = from.top - (event.clientY - from.y);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    frame.addEventListener(end, () => (from = null));
  }
};

/** Bring the first change of an overlay into the middle of its frame. */
const showChange = (frame, svg) => {
  const change = svg.querySelector(".came, .went, .changed");
  if (!change) return;
  const [box, around] = [change.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollLeft += box.left + box.width / 2 - (around.left + around.width / 2);
  frame.scrollTop += box.top + box.height / 2 - (around.top + around.height / 2);
};

const show = async (figure, text) => {
  const frame = figure.querySelector(".frame");
  try {
    const svg = await picture(text);
    if (!figure.isConnected) { // another view was chosen meanwhile: there is no width to fit
      inView.observe(figure);
      return;
    }
    frame.replaceChildren(svg);
    frame.classList.remove("waiting");
    scaled(frame, svg, Math.max(fitting(frame, svg), SMALLEST_TEXT));
    frame.scrollTo(0, 0);
    showChange(frame, svg);
    figure.append(zoomButtons(frame, svg));
    draggable(frame);
  } catch (error) {
    frame.classList.remove("waiting");
    const why = `Mermaid can't draw this: ${error.message ?? error}`;
    frame.replaceChildren(element("p", { class: "remark" }, why), element("pre", {}, text));
  }
};

const inView = new IntersectionObserver(
  (changes) => {
    for (const { isIntersecting, target } of changes) {
      if (!isIntersecting) continue;
      inView.unobserve(target);
      show(target, target.mermaidText);
    }
  },
  { rootMargin: "300px" },
);

/** A place for a drawing, drawn when it is seen; its text where there is nothing to draw it. */
const figureOf = ({ title, text }, label) => {
  const heading = title ? element("figcaption", {}, title) : null;
  if (!engineSource) {
    return element("figure", { class: "drawing" }, heading, element("pre", {}, text));
  }
  const frame = element("div", {
    class: "frame waiting",
    tabindex: "0",
    role: "group",
    "aria-label": title ? `${label}: ${title}` : label,
  });
  const figure = element("figure", { class: "drawing" }, heading, frame);
  figure.mermaidText = text;
  inView.observe(figure);
  return figure;
};

/** The drawings of a snapshot: a large graph has several. */
const drawingsOf = ({ text, drawings }) => {
  const lines = text.split("\n");
  return drawings.map(([title, first, end]) => ({
    title,
    text: `${lines.slice(first, end).join("\n")}\n`,
  }));
};
