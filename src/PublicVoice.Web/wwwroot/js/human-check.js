// Proves to the server that no program sends the form. Loaded after the first interaction; without it the rating counts all the same.
const proofField = "bukti";

export async function start(form) {
  const settings = form.dataset;
  const place = document.createElement("div");
  form.append(place);
  if (settings.checkKind === "ProofOfWork") {
    await work(form, settings, place);
  } else {
    await ask(form, settings, place);
  }
}

async function work(form, settings, place) {
  if (!isSecureContext) {
    return; // browsers hash over HTTPS only
  }
  await import(settings.checkWidget);
  globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(settings.checkWorker));
  const widget = document.createElement("altcha-widget");
  widget.setAttribute("challenge", settings.checkChallenge + form.elements.key.value);
  widget.setAttribute("configuration", JSON.stringify({ humanInteractionSignature: false, minDuration: 0 }));
  widget.setAttribute("display", "invisible");
  widget.setAttribute("auto", "onload");
  widget.setAttribute("name", proofField);
  place.hidden = true; // there is nothing to see and nothing to do
  place.append(widget);
}

// A check of a third party that the operator chose: reCAPTCHA v3, hCaptcha or Turnstile.
async function ask(form, settings, place) {
  const proof = Object.assign(document.createElement("input"), { type: "hidden", name: proofField });
  form.append(proof);
  await load(settings.checkScript);
  const keep = (token) => { proof.value = token; };
  if (settings.checkKind === "ReCaptcha") {
    const renew = () => grecaptcha.execute(settings.checkSiteKey, { action: "rating" }).then(keep);
    grecaptcha.ready(renew);
    setInterval(renew, 100_000); // a token lives for two minutes
  } else {
    const provider = settings.checkKind === "HCaptcha" ? window.hcaptcha : window.turnstile;
    form.querySelector(".closing .actions").before(place);
    provider.render(place, { sitekey: settings.checkSiteKey, callback: keep, "expired-callback": () => keep("") });
  }
}

function load(source) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: source, async: true, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}
