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

  // Pictures that the server would refuse are told at once, before minutes of sending.
  function weigh(field) {
    const said = Object.assign(document.createElement("p"), { className: "error", hidden: true });
    said.setAttribute("role", "alert");
    field.after(said);
    field.addEventListener("change", () => {
      const files = [...field.files];
      said.textContent = files.length > field.dataset.most ? field.dataset.many : field.dataset.large;
      said.hidden = files.length <= field.dataset.most && files.every((file) => file.size <= field.dataset.bytes);
    });
  }

  form.querySelectorAll("input[type=file]").forEach(weigh);

  // Similar topics while the title is written; by POST, so that unsent words stand in no log.
  function suggest(form) {
    const place = document.getElementById("serupa-langsung");
    const value = (name) => form.elements[name].value.trim();
    let timer;
    let asked = "";
    let request;

    async function ask() {
      const words = form.elements["Draft.Confidential"].checked || value("Draft.Title").length < 10 ? "" : value("Draft.Title");
      if (words === asked) {
        return;
      }
      asked = words;
      request?.abort();
      request = new AbortController();
      if (words === "") {
        place.replaceChildren();
        return;
      }
      const body = new URLSearchParams({ "Draft.Title": words, "Draft.Text": value("Draft.Text"), __RequestVerificationToken: form.elements.__RequestVerificationToken.value });
      const answer = await fetch(form.dataset.similar, { method: "POST", body, signal: request.signal });
      if (answer.ok) {
        const found = new DOMParser().parseFromString(await answer.text(), "text/html");
        place.replaceChildren(...found.body.children);
      }
    }

    form.addEventListener("input", (event) => {
      if (event.target.name?.startsWith("Draft.")) {
        clearTimeout(timer);
        timer = setTimeout(() => ask().catch(() => {}), 800); // the check page shows them too
      }
    });
  }

  if (form.dataset.left) {
    form.querySelectorAll("textarea[maxlength]").forEach((field) => watch(field, form.dataset));
  }

  if (form.dataset.similar) {
    suggest(form);
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
