// Making elements. Texts come from other people's code: they become text nodes and attribute
// values, never markup.

const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?<=\p{M}{4})\p{M}/gu;

/** Show control and hidden characters, and floods of accents, as escapes. */
const visible = (text) =>
  String(text).replace(UNSEEN, (character) => {
    if (character === "\n" || character === "\t") return character;
    return `\\u{${character.codePointAt(0).toString(16)}}`;
  });

/** Make an element; attributes that are null or false are left out, functions are listeners. */
const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== false) made.setAttribute(name, visible(value));
  }
  for (const child of children.flat()) {
    if (child !== null) made.append(child instanceof Node ? child : visible(child));
  }
  return made;
};

const count = (number, noun, plural = `${noun}s`) =>
  `${number} ${number === 1 ? noun : plural}`;

/** A list of names that shows five and folds the others. */
const names = (list) => {
  const shown = 5;
  const few = list.slice(0, shown).join(", ");
  if (list.length <= shown) return [few];
  const rest = element("span", { hidden: "" }, `, ${list.slice(shown).join(", ")}`);
  const more = element(
    "button",
    {
      type: "button",
      class: "link",
      click: () => {
        rest.hidden = false;
        more.remove();
      },
    },
    `and ${list.length - shown} more`,
  );
  return [few, rest, " ", more];
};

/** A command with a button that copies it. */
const command = (text) => {
  const code = element("code", {}, text);
  const button = element("button", { type: "button", class: "copy" }, "Copy");
  const say = (words) => {
    button.textContent = words;
    setTimeout(() => (button.textContent = "Copy"), 2000);
  };
  // A browser may keep the clipboard from a page of the file system: then the text is selected.
  const select = () => {
    getSelection().selectAllChildren(code);
    say("Press Ctrl+C");
  };
  button.addEventListener("click", () => {
    if (!navigator.clipboard) select();
    else navigator.clipboard.writeText(text).then(() => say("Copied"), select);
  });
  return element("div", { class: "command" }, code, button);
};
