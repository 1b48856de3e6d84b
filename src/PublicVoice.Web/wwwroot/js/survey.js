// Comfort for the survey page: one question at a time, answers kept over a reload, a hint on personal data.
// Everything works without it; when anything here fails, the whole form is shown again.
(() => {
  "use strict";

  const form = document.getElementById("survei");
  const storageKey = "survei:" + location.pathname;

  function stored(action) {
    try {
      return action(sessionStorage);
    } catch {
      return null; // storage is refused or full: only the comfort is lost
    }
  }

  if (!form) {
    if (document.querySelector(".receipt")) {
      stored((storage) => Object.keys(storage).filter((key) => key.startsWith("survei:")).forEach((key) => storage.removeItem(key)));
    }
    return;
  }

  const steps = [...form.querySelectorAll(".step")];
  const words = form.dataset;
  const comment = document.getElementById("saran");
  const send = form.querySelector(".primary");
  const sendLabel = send.textContent;

  function fill(text, ...values) {
    return values.reduce((filled, value, at) => filled.replace("{" + at + "}", value), text);
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // --- Answers survive a reload -------------------------------------------------------------

  function isKept(name) {
    return name.startsWith("q.") || name.startsWith("x.") || name.startsWith("p.") || name === "comment" || name === "kode";
  }

  function restore() {
    const kept = stored((storage) => JSON.parse(storage.getItem(storageKey)));
    const key = form.elements.key;
    const aliasKey = "kunci:" + key.value;
    key.value = stored((storage) => storage.getItem(aliasKey)) ?? key.value; // this page came back after sending
    if (words.fresh !== "yes" || !kept || kept.version !== form.elements.version.value) {
      return;
    }
    stored((storage) => storage.setItem(aliasKey, kept.key));
    key.value = kept.key; // the same rating sent again stays one rating
    for (const [name, value] of kept.fields) {
      const field = form.elements.namedItem(name);
      if (field && isKept(name) && !(name === "kode" && field.value)) { // a code in the address is newer
        const box = document.querySelector(`[type=checkbox][name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
        if (box) {
          box.checked = true;
        } else {
          field.value = value;
        }
      }
    }
  }

  function keep() {
    const fields = [...new FormData(form)].filter(([name]) => isKept(name));
    const kept = JSON.stringify({ key: form.elements.key.value, version: form.elements.version.value, fields });
    stored((storage) => storage.setItem(storageKey, kept));
  }

  // --- One question at a time ---------------------------------------------------------------

  function isAnswered(step) {
    return step.dataset.required !== "yes" || step.querySelector("input:checked") !== null;
  }

  function showMissing(step) {
    if (!step.querySelector(".error")) {
      const id = step.id + "-galat";
      step.querySelector("legend").after(element("p", { className: "error", id, textContent: words.missing }));
      step.setAttribute("aria-describedby", id);
    }
    step.classList.add("wrong");
    step.querySelector("input").focus();
  }

  function clearMissing(step) {
    step.querySelector(".error")?.remove();
    step.removeAttribute("aria-describedby");
    step.classList.remove("wrong");
  }

  function stepwise() {
    const questions = steps.length - 1;
    const label = element("p", { id: "langkah" });
    const bar = element("progress", { max: steps.length });
    bar.setAttribute("aria-labelledby", "langkah");
    const live = element("div", { className: "progress" }, label, bar);
    label.setAttribute("aria-live", "polite");
    const back = element("button", { type: "button", className: "secondary", textContent: words.back });
    const next = element("button", { type: "button", className: "primary", textContent: words.next });
    const actions = element("p", { className: "actions" }, next, back);
    const promise = document.querySelector(".promise");
    let current = 0;
    [live, actions, back].forEach((made) => made.setAttribute("data-step", ""));

    function stepOfAddress() {
      const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
      return target ? steps.findIndex((step) => step.contains(target)) : -1;
    }

    function show(at, focus) {
      current = at;
      steps.forEach((step, index) => { step.hidden = index !== at; });
      const last = at === questions;
      label.textContent = last ? words.last : fill(words.progress, at + 1, questions);
      bar.value = at + 1;
      promise.hidden = at > 0;
      next.hidden = last;
      back.hidden = at === 0;
      if (last) {
        send.after(back);
      } else {
        steps[at].append(actions);
        next.after(back);
      }
      if (focus) {
        const first = steps[at].querySelector("input:checked, input, select, textarea");
        first.focus({ preventScroll: true });
        live.scrollIntoView({ block: "start" });
      }
    }

    function go(at) {
      history.pushState(null, "", "#" + steps[at].id);
      show(at, true);
    }

    function proceed() {
      if (isAnswered(steps[current])) {
        go(current + 1);
      } else {
        showMissing(steps[current]);
      }
    }

    next.addEventListener("click", proceed);
    back.addEventListener("click", () => go(current - 1));
    addEventListener("popstate", () => show(Math.max(stepOfAddress(), 0), true));
    form.prepend(live);

    // Links of the error summary lead into steps that may be hidden.
    document.querySelectorAll(".errors a").forEach((link) => link.addEventListener("click", (event) => {
      const target = document.getElementById(link.hash.slice(1));
      const at = steps.findIndex((step) => step.contains(target));
      if (at >= 0) {
        event.preventDefault();
        go(at);
        target.focus();
      }
    }));

    form.addEventListener("submit", (event) => {
      if (event.submitter?.name) {
        return; // the other language
      }
      if (current < questions) {
        event.preventDefault(); // the Enter key within a question
        proceed();
        return;
      }
      const missing = steps.findIndex((step) => !isAnswered(step));
      if (missing >= 0) {
        event.preventDefault();
        go(missing);
        showMissing(steps[missing]);
      }
    });

    const wrong = steps.findIndex((step) => step.matches(".wrong") || step.querySelector(".wrong"));
    const addressed = stepOfAddress();
    const open = form.querySelector("input:checked") ? steps.findIndex((step) => step.querySelector("[type=radio]") && !step.querySelector("input:checked")) : 0;
    show([wrong, addressed, open, questions].find((at) => at >= 0), false);
  }

  // --- Comment: length and personal data ----------------------------------------------------

  // The same rules as PersonalData of the reports, which masks the found parts before anyone reads them.
  const email = /[\p{L}0-9._%+-]+@[\p{L}0-9-]+(?:\.[\p{L}0-9-]+)+/gu;
  const digitGroups = /\+?[0-9]+(?:[ .\-()/\u00a0\u2010-\u2013]{1,2}[0-9]+)*/g;
  const plate = /(?<![\p{L}\p{N}_])([A-Za-z]{1,2})[ .-]?([0-9]{1,4})[ .-]?([A-Za-z]{1,3})(?![\p{L}\p{N}_])/gu;
  const address = /(?<![\p{L}\p{N}_])(?:[Nn][Oo](?:[Mm][Oo][Rr])?\.? ?[0-9]{1,4}[A-Za-z]?[ ,.]{1,3})?[Rr][Tt](?:[ .:]{0,2}[0-9]{1,3}[ ,./-]{0,3}[Rr][Ww][ .:]{0,2}[0-9]{1,3}| ?\/ ?[Rr][Ww][ .:]{0,2}[0-9]{1,3} ?[/-] ?[0-9]{1,3})(?![\p{L}\p{N}_])/gu;
  const plateRegions = new Set(("A AA AB AD AE AG B BA BB BD BE BG BH BK BL BM BN BP D DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT DW E EA EB ED F G H K "
    + "KB KH KT KU L M N P PA PB PG PS PT PY R S T W Z").split(" "));
  const wordsAfterNumbers = new Set("a an at dan di hr in ini itu jam jt kg kk ke km km2 m mb of per rb rbu rp rt rw th thn to utk wib yg".split(" "));

  function isPhone(digits, firstGroup, international) {
    return digits.length >= 10 && digits.length <= 14 && (international
      ? digits.startsWith("62")
      : /^628[1235789]/.test(digits) || (firstGroup > 2 && /^08[1235789]/.test(digits) && digits.length < 14));
  }

  function numbers(chain, take) {
    const groups = [...chain.matchAll(/[0-9]+/g)].map((match) => ({ start: match.index, digits: match[0] }));
    for (let first = 0; first < groups.length; first++) {
      const international = chain[groups[first].start - 1] === "+";
      let digits = "";
      let best = null;
      for (let last = first; last < groups.length && digits.length + groups[last].digits.length <= 16; last++) {
        digits += groups[last].digits;
        if (digits.length === 16 && digits[0] !== "0" && !international) {
          best = { last, kind: "nik" };
        } else if (isPhone(digits, groups[first].digits.length, international)) {
          best = { last, kind: "phone" };
        }
      }
      if (best) {
        take(chain.slice(groups[first].start - (international ? 1 : 0), groups[best.last].start + groups[best.last].digits.length), best.kind);
        first = best.last;
      }
    }
  }

  function isPlate(text, region, number, series) {
    return plateRegions.has(region.toUpperCase()) && !wordsAfterNumbers.has(series.toLowerCase()) && number[0] !== "0"
      && (number.length > 2 || (region.length === 2 && series.length > 1 && text === text.toUpperCase()));
  }

  function findings(text) {
    const found = [];
    const take = (part, kind) => {
      found.push(part + " – " + comment.dataset[kind]);
      rest = rest.replace(part, "\n");
    };
    let rest = text;
    [...rest.matchAll(email)].forEach(([part]) => take(part, "email"));
    [...rest.matchAll(address)].forEach(([part]) => take(part, "address"));
    [...rest.matchAll(digitGroups)].forEach(([chain]) => numbers(chain, take));
    [...rest.matchAll(plate)].forEach(([part, ...groups]) => isPlate(part, ...groups) && take(part, "plate"));
    return found;
  }

  function watchComment() {
    const counter = element("p", { className: "counter", id: "saran-sisa" });
    const list = element("ul");
    const notice = element("div", { className: "found", hidden: true }, element("p", { textContent: comment.dataset.found }), list);
    const status = element("div", {}, notice);
    status.setAttribute("role", "status");
    comment.after(counter, status);
    comment.setAttribute("aria-describedby", comment.getAttribute("aria-describedby") + " saran-sisa");
    const number = new Intl.NumberFormat(document.documentElement.lang);

    function update() {
      const left = Number(comment.dataset.most) - comment.value.length;
      counter.textContent = fill(left < 0 ? comment.dataset.over : comment.dataset.left, number.format(Math.abs(left)));
      counter.classList.toggle("over", left < 0);
      const found = findings(comment.value.slice(0, 2 * comment.dataset.most)); // a huge paste must not freeze the page
      notice.hidden = found.length === 0;
      if ([...list.children].map((item) => item.textContent).join("\n") !== found.join("\n")) {
        list.replaceChildren(...found.map((textContent) => element("li", { textContent })));
      }
    }

    comment.addEventListener("input", update);
    update();
  }

  // --- Proof that no program sends it ---------------------------------------------------------

  function checkLater() {
    const first = ["pointerdown", "keydown", "input"];
    function check() {
      first.forEach((name) => form.removeEventListener(name, check));
      import(words.check).then((module) => module.start(form)).catch(() => {}); // without it the rating counts as unchecked
    }
    first.forEach((name) => form.addEventListener(name, check));
  }

  // --- Sending once --------------------------------------------------------------------------

  function sendOnce() {
    form.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) {
        setTimeout(() => {
          send.disabled = true;
          send.textContent = words.sending;
        });
      }
    });
    addEventListener("pageshow", () => {
      send.disabled = false;
      send.textContent = sendLabel;
    });
  }

  try {
    restore();
    form.addEventListener("input", keep);
    form.addEventListener("change", (event) => {
      const step = event.target.closest(".question");
      if (step && isAnswered(step)) {
        clearMissing(step);
      }
    });
    watchComment();
    stepwise();
    sendOnce();
    if (words.check) {
      checkLater();
    }
    document.getElementById("galat")?.focus();
  } catch {
    document.querySelectorAll("[data-step]").forEach((made) => made.remove());
    document.querySelector(".promise").hidden = false;
    steps.forEach((step) => { step.hidden = false; });
  }
})();
