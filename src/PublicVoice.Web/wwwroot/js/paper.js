// Comfort for typing in paper forms: a key that answers a question leads on to the next. The form works without it.
(() => {
  "use strict";

  const form = document.getElementById("lembar");
  if (!form) {
    return;
  }

  const fields = [...form.querySelectorAll(".row input, .row select, .row textarea")];
  const said = form.querySelector(".keyed");
  let sent = false;

  function go(from, steps) {
    const to = fields[fields.indexOf(from) + steps] ?? (steps > 0 ? form.querySelector("button.primary") : null);
    to?.focus();
    return to;
  }

  form.addEventListener("focusin", (event) => {
    if (event.target.matches(".key, .keys")) {
      event.target.select(); // so that another key replaces what was typed
    }
  });

  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches(".key") || field.value === "") {
      return;
    }
    if (field.dataset.keys.includes(field.value)) {
      said.textContent = "";
      go(field, 1);
    } else {
      said.textContent = form.dataset.wrong.replace("{0}", field.value);
      field.value = "";
    }
  });

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (field.matches("textarea") && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.primary"));
    } else if (field.matches(".keys") && event.key === "Enter") {
      event.preventDefault();
      go(field, 1); // as many keys as are crossed, so none of them leads on by itself
    } else if (field.matches(".key, .keys") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      go(field, event.key === "ArrowDown" ? 1 : -1);
    } else if (field.matches(".key, .keys") && event.key === "Backspace" && field.value === "") {
      event.preventDefault();
      if (!go(field, -1) && form.dataset.back && !fields.some((other) => other.matches(".key, .keys, textarea") && other.value !== "")) {
        location.assign(form.dataset.back); // before the first answer lies the sheet before; nothing that was typed is left behind
      }
    }
  });

  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
    }
    sent = true;
  });

  addEventListener("pageshow", () => {
    sent = false;
  });

  if (document.activeElement?.matches(".key")) {
    document.activeElement.select(); // it had the focus before this script was there
  }
  form.querySelector(".wrong input, .wrong select, .wrong textarea")?.focus();
})();
