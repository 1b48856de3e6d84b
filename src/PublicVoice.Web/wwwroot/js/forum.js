// Comfort for the forum's forms: length left, sending once, and the proof that no program sends. Everything works without it.
(() => {
  "use strict";

  const form = document.querySelector("form[data-left], form[data-once]");
  if (!form) {
    return;
  }

  function watch(field, words) {
    const counter = Object.assign(document.createElement("p"), { className: "counter", id: field.id + "-sisa" });
    const most = field.maxLength / 2; // the field takes more, so that nothing pasted is cut off in silence
    const number = new Intl.NumberFormat(document.documentElement.lang);
    field.after(counter);
    field.setAttribute("aria-describedby", (field.getAttribute("aria-describedby") ?? "") + " " + counter.id);
    const update = () => {
      const left = most - field.value.length;
      counter.textContent = (left < 0 ? words.over : words.left).replace("{0}", number.format(Math.abs(left)));
      counter.classList.toggle("over", left < 0);
      counter.hidden = left > most / 2;
    };
    field.addEventListener("input", update);
    update();
  }

  if (form.dataset.left) {
    form.querySelectorAll("textarea[maxlength]").forEach((field) => watch(field, form.dataset));
  }

  if (form.dataset.once) {
    const send = form.querySelector(".primary");
    const label = send.textContent;
    form.addEventListener("submit", (event) => {
      if (event.submitter === send) {
        setTimeout(() => {
          send.disabled = true;
          send.textContent = form.dataset.once;
        });
      }
    });
    addEventListener("pageshow", () => {
      send.disabled = false;
      send.textContent = label;
    });
  }

  if (form.dataset.check) {
    import(form.dataset.check).then((module) => module.start(form)).catch(() => {}); // without it the post is taken more slowly
  }
})();
