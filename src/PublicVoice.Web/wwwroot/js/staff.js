// A second click while the answer to the first is still on its way must not do everything twice.
(() => {
  "use strict";

  const patience = 5000; // after a download the page stays as it is: it may be asked for again
  let pressed = new WeakSet();

  document.addEventListener("submit", (event) => {
    const button = event.submitter ?? event.target;
    if (event.defaultPrevented || event.target.method !== "post") {
      return;
    }
    if (pressed.has(button)) {
      event.preventDefault();
      return;
    }
    pressed.add(button);
    setTimeout(() => pressed.delete(button), patience);
  });

  addEventListener("pageshow", () => {
    pressed = new WeakSet();
  });
})();
