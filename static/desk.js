/* desk.js: small comforts. Everything works without it. Keeps one plain flag, no personal data. */
(() => {
  "use strict";
  const FLAG = "desk-shortcuts";
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const first = (what, within = document) => within.querySelector(what);
  const on = (name, act, where = document) => where.addEventListener(name, act);
  const posts = (form) => form instanceof HTMLFormElement && form.method === "post" && !form.matches("[role=search], [data-free]");

  /* --- What went wrong is read first, and leads to its field */
  const showTrouble = (within = document) => {
    const what = ".error-summary, [data-read-first]";
    (within !== document && within.matches(what) ? within : first(what, within))?.focus();
  };
  on("click", (event) => {
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
  on("input", ({ target }) => { if (posts(target.form)) dirty.add(target.form); });
  on("reset", ({ target }) => dirty.delete(target));
  on("beforeunload", (event) => {
    if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
  }, window);

  /* A draft goes to the server: when a field is left (unless that was to send), every 15 seconds, on leaving the page */
  const keep = async (form) => {
    const said = first("[data-said]", form);
    if (!said || !dirty.has(form) || form.dataset.sent) return;
    dirty.delete(form);
    let words = said.dataset.off, kept = false;
    try {
      const typed = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      const answer = await fetch(said.previousElementSibling.formAction,
        { method: "POST", body: new URLSearchParams(typed), headers: { Accept: "text/plain" }, keepalive: true });
      kept = answer.ok && !answer.redirected;
      if (kept || answer.status === 413) words = await answer.text();
    } catch { /* no line */ }
    if (!kept) dirty.add(form);
    said.textContent = words;
  };
  const keepAll = () => dirty.forEach(keep);
  on("focusout", ({ target }) => { if (target.form) setTimeout(keep, 500, target.form); });
  on("visibilitychange", () => { if (document.hidden) keepAll(); });
  setInterval(keepAll, 15000);

  const rest = (form) => {
    delete form.dataset.sent;
    all("button", form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  on("submit", (event) => {
    const form = event.target;
    if (!posts(form)) return;
    if (form.dataset.sent) return event.preventDefault();
    if (event.submitter?.matches("[data-keep]")) {
      event.preventDefault();
      dirty.add(form);
      return keep(form);
    }
    dirty.delete(form);
    if (event.defaultPrevented) return; // htmx sends it, and keeps its own order
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(rest, 8000, form); // a download or a lost line leaves us on the page
    if (form.matches("[data-log-out]")) forget();
  });
  on("pageshow", (event) => { if (event.persisted) all("form[data-sent]").forEach(rest); }, window);

  /* --- Logging out leaves nothing of anyone in this browser */
  const forget = () => {
    try {
      const flag = localStorage.getItem(FLAG);
      localStorage.clear();
      sessionStorage.clear();
      if (flag) localStorage.setItem(FLAG, flag);
      indexedDB.databases().then((found) => found.forEach(({ name }) => indexedDB.deleteDatabase(name)));
    } catch { /* storage is closed: nothing is in it */ }
  };
  const noPath = () => { // htmx writes down the page's path, which holds a code
    try { sessionStorage.removeItem("htmx-current-path-for-history"); } catch { /* closed */ }
  };
  on("pagehide", noPath, window);

  /* --- Keys. Ctrl+Enter always; single keys only for those who turned them on */
  const isOn = () => { try { return localStorage.getItem(FLAG) === "on"; } catch { return false; } };
  const sayShortcuts = () => all("[data-shortcuts]").forEach((button) => {
    button.hidden = false;
    button.textContent = isOn() ? button.dataset.on : button.dataset.off;
    document.documentElement.classList.toggle("keys", isOn());
  });
  on("click", (event) => {
    if (!event.target.closest("[data-shortcuts]")) return;
    try { localStorage.setItem(FLAG, isOn() ? "off" : "on"); } catch { /* not kept, then */ }
    sayShortcuts();
  });
  const step = (by) => () => {
    const rows = all("tbody tr:has([name=pick])");
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    return first("a.code", rows[Math.max(0, here + by)] || rows.at(-1) || document);
  };
  const within = (what) => () => first(what, document.activeElement.closest("tr") || undefined);
  const go = (what) => () => first(what);
  const KEYS = { "/": go("#find"), n: go("[data-quick-note], #id_note"), j: step(1), k: step(-1) };
  const PRESS = { x: within("tr [name=pick]"), o: within("tr a.code"), "?": go("#show-keys") };
  on("keydown", (event) => {
    const { target, key, code } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.form) {
      const buttons = [...target.form.elements].filter((one) => one.matches("button:not([type=button], [type=reset])"));
      const main = buttons.find((one) => one.matches(".go")) || buttons[0];
      if (main) { event.preventDefault(); main.click(); }
      return;
    }
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    const latin = key > "\u024f" ? { Slash: "/" }[code] || code.slice(3).toLowerCase() : key; // an Arabic or Nepali keyboard
    const goal = KEYS[latin]?.(), press = PRESS[latin]?.();
    if (goal || press) event.preventDefault();
    goal?.focus();
    press?.click();
  });

  /* --- Several rows at once */
  on("change", ({ target }) => {
    if (target.closest("[data-all]")) all("[name=pick]", target.form).forEach((box) => { box.checked = target.checked; });
  });

  /* --- On arrival */
  noPath();
  const here = first(".main-nav [aria-current]");
  if (here && !scrollY) here.scrollIntoView({ block: "nearest", inline: "center" });
  all("[data-all]").forEach((label) => { label.hidden = false; });
  sayShortcuts();
  showTrouble();
  on("htmx:load", ({ detail }) => { if (detail.elt !== document.body) showTrouble(detail.elt); });
})();
