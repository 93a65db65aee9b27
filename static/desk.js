/* desk.js: small comforts. All works without it; it keeps one plain flag, no personal data. */
(() => {
  "use strict";
  const FLAG = "desk-shortcuts";
  const all = (what, within = document) => within.querySelectorAll(what);
  const first = (what, within = document) => within.querySelector(what);
  const on = (name, act, where = document) => where.addEventListener(name, act);
  const posts = (form) => form instanceof HTMLFormElement && form.method === "post" && !form.matches("[role=search], [data-free]");

  /* What went wrong is read first, and leads to its field */
  const showTrouble = (within = document) => {
    const what = ".error-summary, [data-read-first]";
    (within !== document && within.matches(what) ? within : first(what, within))?.focus();
  };
  on("click", (e) => {
    const link = e.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    e.preventDefault();
    for (let fold = field; (fold = fold.parentElement?.closest("details"));) fold.open = true;
    (field.closest(".field") || field).scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });

  /* Typing is not lost, nor sent twice */
  const dirty = new Set();
  on("input", ({ target }) => { if (posts(target.form)) dirty.add(target.form); });
  on("reset", ({ target }) => dirty.delete(target));
  on("beforeunload", (e) => {
    if ([...dirty].some((form) => form.isConnected)) e.preventDefault();
  }, window);

  /* A draft is kept when a field is left (unless to send), every 15 s and on leaving */
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
    } catch { }
    if (!kept) dirty.add(form);
    said.textContent = words;
  };
  const keepAll = () => dirty.forEach(keep);
  on("focusout", ({ target }) => { if (target.form) setTimeout(keep, 500, target.form); });
  on("visibilitychange", keepAll);
  setInterval(keepAll, 15000);

  const rest = (form) => {
    delete form.dataset.sent;
    all("button", form).forEach((button) => button.removeAttribute("aria-disabled"));
  };
  on("submit", (e) => {
    const form = e.target;
    if (!posts(form)) return;
    if (form.dataset.sent) return e.preventDefault();
    if (e.submitter?.matches("[data-keep]")) {
      e.preventDefault();
      dirty.add(form);
      return keep(form);
    }
    dirty.delete(form);
    if (e.defaultPrevented) return; // htmx sends it
    form.dataset.sent = "yes";
    e.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(rest, 8000, form);
    if (form.matches("[data-log-out]")) forget();
  });
  on("pageshow", (e) => { if (e.persisted) all("form[data-sent]").forEach(rest); }, window);

  /* Logging out leaves nothing of anyone here */
  const forget = () => {
    try {
      const flag = localStorage.getItem(FLAG);
      localStorage.clear();
      sessionStorage.clear();
      if (flag) localStorage.setItem(FLAG, flag);
      indexedDB.databases().then((found) => found.forEach(({ name }) => indexedDB.deleteDatabase(name)));
    } catch { }
  };
  const noPath = () => { try { sessionStorage.removeItem("htmx-current-path-for-history"); } catch { } };
  on("pagehide", noPath, window);

  /* Ctrl+Enter always; single keys for those who turned them on */
  const isOn = () => { try { return localStorage.getItem(FLAG) === "on"; } catch { return false; } };
  const sayShortcuts = () => all("[data-shortcuts]").forEach((button) => {
    document.documentElement.classList.toggle("keys", isOn());
    button.hidden = false;
    button.textContent = isOn() ? button.dataset.on : button.dataset.off;
  });
  on("click", (e) => {
    if (!e.target.closest("[data-shortcuts]")) return;
    try { localStorage.setItem(FLAG, isOn() ? "off" : "on"); } catch { }
    sayShortcuts();
  });
  const step = (by) => () => {
    const rows = [...all("tbody tr")];
    const row = rows[Math.max(0, rows.findIndex((one) => one.matches(":focus-within")) + by)];
    return row && first("a.code", row);
  };
  const go = (what) => () => first(what);
  const KEYS = { "/": go("#find"), n: go("[data-quick-note], #id_note"), j: step(1), k: step(-1) };
  const PRESS = { x: go("tr:focus-within [name=pick]"), o: go("tr:focus-within a.code"), "?": go("#show-keys") };
  on("keydown", (e) => {
    const { target, key, code } = e;
    if (key === "Enter" && (e.ctrlKey || e.metaKey) && target.form) {
      const main = first("button.go", target.form) || first("button:not([type=button], [type=reset])", target.form);
      if (main) { e.preventDefault(); main.click(); }
      return;
    }
    if (!isOn() || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    const latin = key > "\u024f" ? { Slash: "/" }[code] || code.slice(3).toLowerCase() : key;
    const goal = KEYS[latin]?.(), press = PRESS[latin]?.();
    if (goal || press) e.preventDefault();
    goal?.focus();
    press?.click();
  });

  on("change", ({ target }) => {
    if (target.matches("[data-all] input")) for (const box of all("[name=pick]")) box.checked = target.checked;
  });

  noPath();
  if (!scrollY) first(".main-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  all("[data-all]").forEach((label) => label.hidden = false);
  sayShortcuts();
  showTrouble();
  on("htmx:load", ({ detail }) => { if (detail.elt !== document.body) showTrouble(detail.elt); });
})();
