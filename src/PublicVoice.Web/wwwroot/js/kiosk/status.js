// The corner for staff: whether the tablet is connected, how much waits, why something was refused. Never what was answered.

import * as store from "./store.js";
import { connection, deliver } from "./sync.js";
import { button, element, say, timeOf } from "./words.js";

let corner = null;
let panel = null;
let device = "";

export function show(footer, deviceName) {
  device = deviceName;
  corner ??= button("corner", "", open);
  if (corner.parentElement !== footer) {
    footer.prepend(corner);
  }
  return refresh();
}

export async function refresh() {
  const { waiting, refused } = await store.counts();
  if (corner) {
    corner.replaceChildren(
      element("span", { className: "hidden" }, say("Status tablet: ", "State of the tablet: ")),
      refused > 0 ? say(`${refused} ditolak`, `${refused} refused`)
        : waiting > 0 ? say(`${waiting} belum terkirim`, `${waiting} not sent yet`)
          : words(connection.state));
    corner.classList.toggle("attention", refused > 0);
  }
}

export function close() {
  panel?.close();
}

function words(state) {
  return {
    connected: say("Tersambung", "Connected"),
    busy: say("Server sibuk, dicoba lagi", "Server busy, trying again"),
    offline: say("Tanpa sambungan", "No connection"),
    unpaired: say("Tidak terpasang", "Not paired"),
    revoked: say("Dicabut", "Revoked"),
  }[state] ?? say("Menyambung", "Connecting");
}

function reasonOf(state) {
  return {
    unreadable: say("tidak dapat dibuka oleh server", "cannot be opened by the server"),
    "other-device": say("diisi ketika tablet ini terpasang untuk kantor lain, atau dengan pemasangan yang dicabut", "given while this tablet was paired for another office, or with a pairing that was revoked"),
    "unknown-version": say("kuesionernya tidak dikenal server", "its questionnaire is unknown to the server"),
    "not-offered": say("isinya tidak cocok dengan kuesionernya", "it does not fit its questionnaire"),
  }[state] ?? say("rusak", "damaged");
}

async function open() {
  const { waiting } = await store.counts();
  const refused = await store.refused();
  const reasons = new Map();
  refused.forEach((answer) => reasons.set(answer.reason, (reasons.get(answer.reason) ?? 0) + 1));
  const fact = (name, value) => [element("dt", {}, name), element("dd", {}, value)];
  panel = element("dialog", { className: "asking", "aria-labelledby": "status" },
    element("h2", { id: "status" }, say("Status tablet (untuk petugas)", "State of the tablet (for staff)")),
    element("dl", {},
      ...fact(say("Tablet", "Tablet"), device || "–"),
      ...fact(say("Jaringan", "Network"), words(connection.state)),
      ...fact(say("Terakhir tersambung", "Last connected"), connection.since ? timeOf(connection.since) : "–"),
      ...fact(say("Belum terkirim", "Not sent yet"), String(waiting)),
      ...fact(say("Ditolak", "Refused"), String(refused.length))),
    element("ul", {}, ...[...reasons].map(([reason, count]) => element("li", {}, `${count} ${reasonOf(reason)}`))),
    element("p", { className: "hint" }, say("Yang belum terkirim dan yang ditolak tetap tersimpan tersandi di tablet ini. Jangan hapus data peramban.", "What is not sent yet or was refused stays on this tablet, encrypted. Do not clear the data of this browser.")),
    element("p", { className: "actions" },
      button("primary", say("Kirim sekarang", "Send now"), sendNow),
      button("secondary", say("Tutup", "Close"), () => panel.close(), { autofocus: true })),
    element("p", { className: "hint" }, `PublicVoice, AGPL-3.0: ${document.body.dataset.source}`));
  panel.addEventListener("close", () => {
    panel.remove();
    panel = null;
  });
  document.body.append(panel);
  panel.showModal();
}

async function sendNow() {
  panel.close();
  await store.retryRefused();
  await deliver();
  await refresh();
  await open();
}
