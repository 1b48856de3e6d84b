// One screen at a time, drawn into the page. What is chosen is reported; nothing is kept here.

import { button, current, element, say, textOf } from "./words.js";

const main = document.getElementById("layar");

/** Puts a screen up and reads its heading out. */
function put(className, heading, ...parts) {
  heading.tabIndex = -1;
  main.className = className;
  main.replaceChildren(...parts.filter((part) => part !== null));
  document.title = `${heading.textContent} – PublicVoice`;
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}

function top(office, switchLanguage) {
  const other = current() === "id" ? "en" : "id";
  return element("header", { className: "top" },
    element("p", { className: "office" }, office),
    button("secondary language", say("English", "Bahasa Indonesia"), () => switchLanguage(other), { lang: other }));
}

export function start({ office, service, begin, switchLanguage }) {
  const heading = element("h1", {}, say("Bagaimana layanan kami?", "How was our service?"));
  put("start", heading,
    top(office, switchLanguage),
    heading,
    service ? element("p", { className: "service" }, service) : null,
    button("primary huge", say("Mulai", "Start"), begin),
    element("p", { className: "promise" }, say("Kurang dari satu menit. Tanpa nama, tanpa nomor telepon. Jawaban dihitung bersama jawaban warga lain.", "Under a minute. No name, no phone number. Answers are counted together with those of other citizens.")));
}

function progressOf({ at, of, isOptional }) {
  const label = isOptional ? say("Boleh dilewati", "Optional") : say(`Pertanyaan ${at} dari ${of}`, `Question ${at} of ${of}`);
  return element("div", { className: "progress" },
    element("p", { id: "langkah" }, label),
    element("progress", { max: of, value: Math.min(at, of), "aria-labelledby": "langkah" }));
}

function actions({ next, back, skip, finish, stop }) {
  return element("p", { className: "actions" },
    next ? button("primary", say("Lanjut", "Continue"), next) : null,
    back ? button("secondary", say("Kembali", "Back"), back) : null,
    skip ? button("secondary", say("Lewati", "Skip"), skip) : null,
    finish ? button("primary", say("Kirim sekarang", "Send now"), finish) : null,
    button("secondary stop", say("Berhenti", "Stop"), stop));
}

/** One question with its options as large buttons; a touch answers it. */
export function choice(step) {
  const heading = element("h1", { id: "pertanyaan" }, step.question);
  const options = step.options.map(({ value, label }) =>
    button("choice", label, () => step.choose(value), { "aria-pressed": String(value === step.chosen) }));
  put("question", heading,
    top(step.office, step.switchLanguage),
    step.progress ? progressOf(step.progress) : null,
    heading,
    element("div", { className: options.length > 5 ? "choices many" : "choices", role: "group", "aria-labelledby": "pertanyaan" }, ...options),
    actions(step));
}

/** One question with any number of options: a touch marks one or takes the mark away. */
export function several(step) {
  const marked = new Set(step.chosen);
  const heading = element("h1", { id: "pertanyaan" }, step.question);
  const hint = element("p", { className: "hint", role: "status" }, say("Boleh lebih dari satu.", "You may choose several."));
  const options = step.options.map(({ value, label }) => {
    const option = button("choice", label, () => {
      if (!marked.delete(value)) {
        marked.add(value);
      }
      option.setAttribute("aria-pressed", String(marked.has(value)));
      step.mark([...marked]);
    }, { "aria-pressed": String(marked.has(value)) });
    return option;
  });
  const next = () => {
    if (marked.size > 0 || step.skip) {
      step.next();
    } else {
      hint.textContent = say("Sentuh sedikitnya satu jawaban, lalu Lanjut.", "Touch at least one answer, then Continue.");
    }
  };
  put("question", heading,
    top(step.office, step.switchLanguage),
    progressOf(step.progress),
    heading,
    hint,
    element("div", { className: options.length > 5 ? "choices many" : "choices", role: "group", "aria-labelledby": "pertanyaan" }, ...options),
    actions({ ...step, next }));
}

export function comment(step) {
  const heading = element("h1", {}, element("label", { htmlFor: "saran" }, step.question));
  const field = element("textarea", { id: "saran", rows: 5, maxLength: step.most, value: step.text, autocomplete: "off", spellcheck: false, "aria-describedby": "petunjuk", oninput: () => step.write(field.value) });
  put("question", heading,
    top(step.office, step.switchLanguage),
    progressOf(step.progress),
    heading,
    element("p", { className: "hint", id: "petunjuk" }, say("Jangan menulis nama, NIK, nomor telepon, atau alamat: saran dibaca petugas dan dapat dikutip dalam laporan.", "Please leave out names, NIK, phone numbers and addresses: comments are read by staff and may be quoted in reports.")),
    field,
    actions(step));
}

export function thanks(office, done) {
  const heading = element("h1", {}, say("Terima kasih", "Thank you"));
  put("thanks-screen", heading,
    element("p", { className: "office" }, office),
    heading,
    element("p", {}, say("Penilaian Anda sudah tersimpan.", "Your rating has been saved.")),
    button("secondary", say("Selesai", "Done"), done));
}

/** Something to say instead of a question. */
export function message(title, text, press) {
  const heading = element("h1", {}, title);
  put("message", heading, heading, element("p", { role: "status" }, text), press ? button("primary", press.label, press.act) : null);
}

/** The words of an option, with the two that no questionnaire spells out. */
export function optionsOf(question) {
  const options = question.options.map(({ value, label }) => ({ value, label: textOf(label) }));
  if (question.notApplicable) {
    options.push({ value: "TB", label: say("Tidak berlaku untuk saya", "Does not apply to me") });
  }
  return options;
}
