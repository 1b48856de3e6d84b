// The survey on a tablet at the counter: one question a screen, each answer sealed and kept until the server has it.

import * as idle from "./idle.js";
import * as screens from "./screens.js";
import { newKey, seal } from "./sealing.js";
import * as status from "./status.js";
import * as store from "./store.js";
import * as sync from "./sync.js";
import { fillScreen, keepPages, stayHere } from "./tablet.js";
import { element, say, textOf, use } from "./words.js";

const { unit, root } = document.body.dataset;
const address = `${root}/kiosk/${unit}`;
const renewEvery = 5 * 60_000;
const thanksFor = 5_000;

let questionnaire = null; // what is shown
let newest = null; // what the server gave last, shown from the next visitor on
let problem = null; // "unpaired" or "revoked": no visitor is asked any more
let visit = null;
let thanked = 0;
let renewPages = async () => {};
const footer = element("footer", { className: "foot" });

// --- Between visitors -----------------------------------------------------------------------

async function begin() {
  if (!isSecureContext || !globalThis.crypto?.subtle) {
    screens.message("HTTPS", "Tablet loket hanya bekerja melalui HTTPS. A counter tablet works over HTTPS only.");
    return;
  }
  document.body.append(footer);
  newest = await store.setting("questionnaire") ?? null;
  problem = await store.setting("problem") ?? null;
  if (newest && newest.unitCode !== unit) {
    newest = null;
  }
  const asked = refresh();
  if (!newest) {
    await asked;
  }
  stayHere();
  rest();
  idle.watch(whenIdle);
  sync.start(`${address}/answers`, connectionChanged);
  setInterval(refresh, renewEvery);
  renewPages = await keepPages(root, unit, isResting);
}

/** Asks what to ask. It is shown from the next visitor on. */
async function refresh() {
  const answer = await sync.askQuestionnaire(`${address}/questionnaire`);
  if (answer.questionnaire) {
    const { opensIn, closesIn } = answer.questionnaire;
    const onClock = (left) => left === null ? Infinity : Date.now() + left; // by the clock of this tablet, whatever it shows
    newest = { ...answer.questionnaire, unitCode: unit, opensOn: onClock(opensIn), closesOn: onClock(closesIn) };
    await store.keep("questionnaire", newest);
  }
  if (answer.problem !== "offline") {
    problem = answer.problem ?? null;
    await store.keep("problem", problem);
  }
  if (isResting()) {
    rest();
  }
  await renewPages();
}

function isResting() {
  return visit === null && thanked === 0;
}

/** Periods begin and end without the network, too. */
function isOpen({ isOpen: wasOpen, opensOn = Infinity, closesOn }) {
  return (wasOpen || Date.now() >= opensOn) && Date.now() < (closesOn ?? Infinity);
}

/** The screen that waits for the next visitor. */
function rest() {
  visit = null;
  clearTimeout(thanked);
  thanked = 0;
  questionnaire = newest;
  use("id");
  drawRest();
}

function drawRest() {
  status.show(footer, questionnaire?.deviceName);
  if (problem === "revoked") {
    screens.message(say("Tablet ini sudah dicabut", "This tablet has been revoked"), say("Tablet tidak menerima penilaian lagi. Petugas: yang belum terkirim tetap tersimpan tersandi di sini, dan terkirim kalau pencabutan dibatalkan di ruang kerja.", "It takes no more ratings. Staff: what was not sent stays here, encrypted, and is sent when the tablet is reinstated in the workplace."));
  } else if (problem === "unpaired") {
    screens.message(say("Tablet ini tidak terpasang lagi", "This tablet is no longer paired"), say("Petugas: buat tautan baru di ruang kerja dan buka di tablet ini. Yang belum terkirim tetap tersimpan dan terkirim setelah tablet dipasang lagi untuk kantor yang sama.", "Staff: make a new link in the workplace and open it on this tablet. What was not sent stays here and is sent once the tablet is paired again for the same office."));
  } else if (!questionnaire) {
    screens.message(say("Menunggu jaringan", "Waiting for the network"), say("Survei belum dimuat di tablet ini. Sambungkan tablet ke jaringan.", "The survey has not been loaded on this tablet yet. Connect it to the network."), { label: say("Coba lagi", "Try again"), act: refresh });
  } else if (!isOpen(questionnaire)) {
    screens.message(questionnaire.unit, say("Kantor atau layanan ini sedang tidak menerima penilaian.", "This office or service takes no ratings now."));
  } else {
    const [only, ...others] = questionnaire.services;
    screens.start({
      office: questionnaire.unit,
      service: others.length === 0 && only.id !== null ? textOf(only.name) : null,
      begin: welcome,
      switchLanguage: (code) => { use(code); drawRest(); },
    });
  }
}

async function connectionChanged(state, before) {
  await status.refresh();
  if (state === "unpaired" || state === "revoked" || (state === "connected" && (problem || before === "offline"))) {
    await refresh();
  }
}

// --- A visitor ------------------------------------------------------------------------------

function welcome() {
  fillScreen();
  const { services, questions, extras = [], profile } = questionnaire;
  visit = {
    key: newKey(),
    began: performance.now(),
    service: services[0].id,
    answers: new Map(),
    comment: "",
    steps: [
      ...services.length > 1 ? [{ kind: "service" }] : [],
      ...questions.map((question, index) => ({ kind: "question", question, number: index + 1 })),
      ...extras.map((question) => ({ kind: "extra", question })),
      ...profile.map((question) => ({ kind: "profile", question })),
      { kind: "comment" },
    ],
    at: 0,
    isEnding: false,
  };
  draw();
}

function go(by) {
  visit.at += by;
  draw();
}

function draw() {
  const step = visit.steps[visit.at];
  const common = {
    office: questionnaire.unit,
    switchLanguage: (code) => { use(code); draw(); status.refresh(); },
    back: visit.at > 0 ? () => go(-1) : null,
    stop: rest,
  };
  const asked = questionnaire.questions.length;
  if (step.kind === "service") {
    screens.choice({
      ...common,
      question: say("Layanan apa yang baru Anda terima?", "Which service did you just receive?"),
      options: questionnaire.services.map(({ id, name }) => ({ value: id, label: textOf(name) })),
      chosen: undefined,
      choose: (id) => { visit.service = id; go(1); },
    });
  } else if (step.kind === "comment") {
    screens.comment({
      ...common,
      question: textOf(questionnaire.comment),
      text: visit.comment,
      most: questionnaire.commentMaxLength,
      write: (text) => { visit.comment = text; },
      progress: { at: asked, of: asked, isOptional: true },
      finish,
    });
  } else {
    const { name, required, several } = step.question;
    const asking = {
      ...common,
      question: textOf(step.question.text),
      options: screens.optionsOf(step.question),
      chosen: visit.answers.get(name),
      choose: (value) => { visit.answers.set(name, value); go(1); },
      skip: required ? null : () => { visit.answers.delete(name); go(1); },
      finish: step.kind === "profile" ? finish : null,
      progress: { at: step.number ?? asked, of: asked, isOptional: step.kind === "profile" || (step.kind === "extra" && !required) },
    };
    if (several) {
      screens.several({ ...asking, mark: (values) => visit.answers.set(name, values), next: () => go(1) });
    } else {
      screens.choice(asking);
    }
  }
}

/** Thanks only when the answer lies sealed on the disk. */
async function finish() {
  if (visit.isEnding) {
    return;
  }
  const ending = visit;
  ending.isEnding = true;
  const fields = [...ending.answers].flatMap(([name, chosen]) => [chosen].flat().map((value) => [name, value]));
  if (ending.comment.trim() !== "") {
    fields.push(["comment", ending.comment]);
  }
  const answer = {
    version: questionnaire.version,
    service: ending.service,
    given: Date.now(),
    seconds: Math.round((performance.now() - ending.began) / 1000),
    fields,
  };
  try {
    await store.add(await seal(answer, ending.key, questionnaire.device, questionnaire.publicKey));
  } catch {
    ending.isEnding = false;
    screens.message(say("Belum tersimpan", "Not saved yet"), say("Tablet tidak dapat menyimpan penilaian Anda. Coba lagi, atau beri tahu petugas.", "The tablet could not save your rating. Try again, or tell the staff."), { label: say("Coba lagi", "Try again"), act: finish });
    return;
  }
  visit = null;
  thanked = setTimeout(rest, thanksFor);
  screens.thanks(questionnaire.unit, rest);
  await status.refresh();
  sync.deliver();
}

async function whenIdle() {
  status.close();
  const asked = visit;
  if (asked === null || asked.isEnding) {
    if (isResting()) {
      rest(); // somebody may have left it in the other language
    }
  } else if (!await idle.askWhether() && visit === asked) {
    rest();
  }
}

try {
  await begin();
} catch {
  screens.message(say("Tablet ini tidak dapat menyimpan penilaian", "This tablet cannot keep ratings"), say("Petugas: buka survei di jendela biasa, bukan jendela pribadi, dan izinkan situs ini menyimpan data.", "Staff: open the survey in a normal window, not a private one, and let this site keep data."));
}
