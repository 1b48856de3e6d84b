// Keeps the survey on the screen, and its pages on the tablet.

/** The back button, a long touch and dragging lead nowhere. */
export function stayHere() {
  history.pushState(null, "");
  addEventListener("popstate", () => history.pushState(null, ""));
  addEventListener("contextmenu", (event) => event.preventDefault());
  addEventListener("dragstart", (event) => event.preventDefault());
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
}

async function stayAwake() {
  try {
    if (document.visibilityState === "visible") {
      await navigator.wakeLock?.request("screen");
    }
  } catch {
    // A low battery, say: the screen may sleep.
  }
}

/** Browsers allow it only in answer to a touch. */
export async function fillScreen() {
  try {
    if (!document.fullscreenElement) {
      await document.documentElement.requestFullscreen?.({ navigationUI: "hide" });
    }
  } catch {
    // Not allowed here: the survey works in a window, too.
  }
}

/**
 * @param {() => boolean} mayReload whether no visitor would be disturbed
 * @returns {Promise<() => Promise<void>>} looks for new pages; they take over between two visitors
 */
export async function keepPages(root, unit, mayReload) {
  const worker = navigator.serviceWorker;
  let isFirst = !worker.controller; // that one takes over what is shown already
  let isDue = false;
  worker.addEventListener("controllerchange", () => {
    isDue = !isFirst;
    isFirst = false;
    reload();
  });

  // A visitor may have begun meanwhile, or another tab have let the new pages in: what is shown goes on until nobody is there.
  function reload() {
    if (isDue && mayReload()) {
      location.reload();
    }
  }

  navigator.storage?.persist?.(); // browsers may ask somebody first

  async function renew() {
    reload();
    try {
      const registration = await worker.register(`${root}/kiosk/worker.js?unit=${unit}`, { scope: `${root}/kiosk/`, updateViaCache: "none" });
      await registration.update();
      await installed(registration);
      if (registration.waiting && mayReload()) {
        registration.waiting.postMessage("take over");
      }
    } catch {
      // Without the network: tried again with the next look.
    }
  }

  await renew();
  return renew;
}

function installed({ installing }) {
  return installing && new Promise((resolve) => {
    installing.addEventListener("statechange", () => {
      if (installing.state !== "installing") {
        resolve();
      }
    });
  });
}
