// Asks a visitor who touches nothing any more whether they are still there, and gives the next one a fresh start.

import { button, element, say } from "./words.js";

export const patience = 45_000;

// Time to answer the question; WCAG 2.2.1 asks for 20 seconds.
const grace = 20;

const noticed = ["pointerdown", "keydown", "input", "wheel", "touchmove"];
let timer = 0;
let whenIdle = () => {};

export function watch(idle) {
  whenIdle = idle;
  noticed.forEach((kind) => addEventListener(kind, restart, { passive: true, capture: true }));
  restart();
}

export function restart() {
  clearTimeout(timer);
  timer = setTimeout(() => whenIdle(), patience);
}

/** @returns whether somebody is still there */
export function askWhether() {
  return new Promise((resolve) => {
    let left = grace;
    const seconds = element("span", { role: "timer", textContent: left });
    const stay = button("primary", say("Ya, lanjutkan", "Yes, continue"), () => end(true), { autofocus: true });
    const dialog = element("dialog", { className: "asking", "aria-labelledby": "masih" },
      element("h2", { id: "masih" }, say("Masih di sana?", "Are you still there?")),
      element("p", {}, say("Isian dihapus dalam ", "What you entered is deleted in "), seconds, say(" detik.", " seconds.")),
      element("p", { className: "actions" }, stay, button("secondary", say("Mulai dari awal", "Start again"), () => end(false))));
    const clock = setInterval(() => {
      left--;
      seconds.textContent = left;
      if (left <= 0) {
        end(false);
      }
    }, 1000);

    function end(isThere) {
      clearInterval(clock);
      dialog.close();
      dialog.remove();
      restart();
      resolve(isThere);
    }

    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(true);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
