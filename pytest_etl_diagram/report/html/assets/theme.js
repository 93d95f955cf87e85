// Light and dark: the system's choice, until the button says otherwise.

const darkSystem = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => {
  const { theme } = readState();
  return theme ? theme === "dark" : darkSystem.matches;
};

const showTheme = () => {
  const { theme } = readState();
  document.documentElement.style.colorScheme = theme || "light dark";
  const button = document.getElementById("theme");
  button.textContent = isDark() ? "☀ Light" : "☾ Dark";
  button.setAttribute("aria-label", `Switch to the ${isDark() ? "light" : "dark"} theme`);
};

document.getElementById("theme").addEventListener("click", () => {
  const change = { theme: isDark() ? "light" : "dark" };
  adjust(change);
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    link.href = hashWith(change, link.hash); // where it leads looks the same
  }
  showTheme();
});
darkSystem.addEventListener("change", showTheme);
