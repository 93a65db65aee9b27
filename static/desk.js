/* desk.js: small comforts. Everything on the desk works without it. Keeps one plain flag, no personal data. */
(() => {
  "use strict";
  const FLAG = "desk-shortcuts";
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const first = (what, within = document) => within.querySelector(what);
  const posts = (form) => form instanceof HTMLFormElement && form.method === "post" && !form.matches("[role=search], [data-free]");

  /* --- What went wrong is read first, and leads to its field */
  const showTrouble = (within = document) => {
    const what = ".error-summary, [data-read-first]";
    const trouble = within !== document && within.matches(what) ? within : first(what, within);
    if (trouble) trouble.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    (field.closest(".field") || field).scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });

  /* --- Typing is not lost by leaving, nor sent twice by pressing twice (the server holds both promises too) */
  const dirty = new Set();
  document.addEventListener("input", ({ target }) => { if (posts(target.form)) dirty.add(target.form); });
  document.addEventListener("reset", ({ target }) => dirty.delete(target));
  addEventListener("beforeunload", (event) => {
    if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
  });

  const rest = (form) => {
    delete form.dataset.sent;
    for (const button of form.elements) if (button.matches("button")) button.removeAttribute("aria-disabled");
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!posts(form)) return;
    if (form.dataset.sent) return event.preventDefault();
    dirty.delete(form);
    if (event.defaultPrevented) return; // htmx sends it, and keeps its own order
    form.dataset.sent = "yes";
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
    setTimeout(() => rest(form), 8000); // a download or a lost line leaves us on the page
    if (form.matches("[data-log-out]")) forget();
  });
  addEventListener("pageshow", (event) => { if (event.persisted) all("form[data-sent]").forEach(rest); });

  /* --- Logging out leaves nothing of anyone in this browser */
  const forget = () => {
    try {
      const flag = localStorage.getItem(FLAG);
      localStorage.clear();
      sessionStorage.clear();
      if (flag) localStorage.setItem(FLAG, flag);
      if (window.indexedDB && indexedDB.databases) {
        indexedDB.databases().then((found) => found.forEach(({ name }) => indexedDB.deleteDatabase(name)));
      }
    } catch { /* storage is closed: then there is nothing in it */ }
  };

  const noPath = () => { // htmx writes down the page's path, which holds a code
    try { sessionStorage.removeItem("htmx-current-path-for-history"); } catch { /* closed */ }
  };
  addEventListener("pagehide", noPath);

  /* --- Keys. Ctrl+Enter always; single keys only for those who turned them on */
  const isOn = () => { try { return localStorage.getItem(FLAG) === "on"; } catch { return false; } };
  const sayShortcuts = () => all("[data-shortcuts]").forEach((button) => {
    button.hidden = false;
    button.textContent = isOn() ? button.dataset.on : button.dataset.off;
    document.documentElement.classList.toggle("keys", isOn());
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-shortcuts]")) return;
    try { localStorage.setItem(FLAG, isOn() ? "off" : "on"); } catch { /* not kept, then */ }
    sayShortcuts();
  });
  const KEYS = { "/": "#find", n: "[data-quick-note], #id_note" };
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.form) {
      const buttons = [...target.form.elements].filter((one) => one.matches("button:not([type=button], [type=reset])"));
      const main = buttons.find((one) => one.matches(".go")) || buttons[0];
      if (main) { event.preventDefault(); main.click(); }
      return;
    }
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target.closest("input, select, textarea, [contenteditable]")) return;
    const latin = key > "\u024f" ? { KeyN: "n", Slash: "/" }[event.code] : key; // an Arabic or Nepali keyboard
    const goal = KEYS[latin] && first(KEYS[latin]);
    if (goal) { event.preventDefault(); goal.focus(); }
  });

  /* --- On arrival */
  noPath();
  const here = first(".main-nav [aria-current]");
  if (here && !scrollY) here.scrollIntoView({ block: "nearest", inline: "center" });
  sayShortcuts();
  showTrouble();
  document.addEventListener("htmx:load", ({ detail }) => { if (detail.elt !== document.body) showTrouble(detail.elt); });
})();
