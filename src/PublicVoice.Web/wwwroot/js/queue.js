// Comfort for moderators: single-key shortcuts that only lead somewhere, and passages picked with the mouse. Everything works without it.
(() => {
  "use strict";

  const help = document.getElementById("pintasan");
  const stored = "publicvoice.shortcuts";
  const words = document.querySelector("[data-words]");
  const mask = document.querySelector("[data-mask]");
  let picked = "";
  let off = false;
  try {
    off = localStorage.getItem(stored) === "off";
  } catch {
    // no storage: on until switched off on this page
  }

  function show() {
    const button = help.querySelector("button");
    button.textContent = off ? button.dataset.on : button.dataset.off;
    help.hidden = false;
  }

  if (help) {
    show();
    help.querySelector("button").addEventListener("click", () => {
      off = !off;
      try {
        localStorage.setItem(stored, off ? "off" : "on");
      } catch {
        // forgotten with the page
      }
      show();
    });
    document.addEventListener("keydown", press);
  }

  function press(event) {
    const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
    if (off || typing || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
      return;
    }
    if (act(event.key.toLowerCase())) {
      event.preventDefault();
    }
  }

  function act(key) {
    if (key === "?") {
      help.open = !help.open;
      help.querySelector("summary").focus();
      return true;
    }
    const steps = [...document.querySelectorAll("[data-step]")];
    if (steps.length > 0 && "jkox".includes(key) && key.length === 1) {
      return step(steps, key);
    }
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) {
      return false;
    }
    if (target instanceof HTMLAnchorElement || key === "c") {
      target.click();
      return true;
    }
    if (target === mask && picked.length > 0) {
      mask.click();
      return true;
    }
    const wanted = target === mask ? document.getElementById(mask.dataset.mask) : target;
    const within = wanted.closest("details");
    if (within) {
      within.open = true;
    }
    const control = wanted.matches("details, div") ? wanted.querySelector("select, textarea, input:not([type=hidden])") : wanted;
    control.focus();
    control.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** Rows of the queue. */
  function step(steps, key) {
    const at = steps.findIndex((link) => link.closest("tr").contains(document.activeElement));
    if (key === "o" || key === "x") {
      if (at >= 0) {
        (key === "o" ? steps[at] : steps[at].closest("tr").querySelector("input[type=checkbox]")).click();
      }
      return at >= 0;
    }
    const next = key === "j" ? at + 1 : Math.max(at - 1, 0);
    steps[Math.min(next, steps.length - 1)].focus();
    return true;
  }

  // Passages to mask are picked in the text; the field takes them one a line.
  if (words && mask) {
    const field = document.getElementById(mask.dataset.mask);
    const status = mask.nextElementSibling;
    mask.hidden = false;
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      if (!selection.isCollapsed && words.contains(selection.anchorNode) && words.contains(selection.focusNode)) {
        picked = selection.toString();
      } else if (selection.anchorNode && words.contains(selection.anchorNode)) {
        picked = "";
      }
    });
    mask.addEventListener("click", () => {
      const passages = picked.split("\n").map((line) => line.trim()).filter((line) => line.length > 0);
      status.textContent = passages.length === 0 ? mask.dataset.none : "";
      if (passages.length === 0) {
        return;
      }
      field.closest("details").open = true;
      field.value = [...field.value.split("\n").filter((line) => line.trim().length > 0), ...passages].join("\n");
      picked = "";
      field.focus();
    });
  }
})();
