// Delivers what waits, again and again until the server has stored it.

import * as store from "./store.js";

const first = 2_000;
const longest = 5 * 60_000;
const patience = 30_000;
const mostAnswers = 20;
const mostCharacters = 80_000;

let address = "";
let changed = () => {};
let timer = 0;
let running = null;
let again = false;
let failures = 0;
let atOnce = mostAnswers;

/** state: "new", "connected", "busy", "offline", "unpaired" or "revoked". */
export const connection = { state: "new", since: null };

/** The server is there, but takes nothing now. */
class Busy extends Error {
  constructor(retryAfter = null) {
    super("The server is busy.");
    this.pause = 1000 * (Number(retryAfter) || 0);
  }
}

/** Twice as long after each failure, up to five minutes, and never all tablets at the same moment. */
export function pauseAfter(failed, random = Math.random()) {
  return Math.min(longest, first * 2 ** (failed - 1)) * (0.5 + random / 2);
}

export function start(to, onChange) {
  address = to;
  changed = onChange;
  addEventListener("online", deliver);
  return deliver();
}

/** Now; where it runs already, once more when it is done. */
export function deliver() {
  again = running !== null;
  clearTimeout(timer);
  running ??= run().finally(() => {
    running = null;
    if (again) {
      deliver();
    }
  });
  return running;
}

async function run() {
  let pause = longest;
  try {
    while (await deliverSome()) {
      failures = 0;
    }
    failures = 0;
  } catch (failure) {
    failures++;
    pause = Math.min(longest, Math.max(pauseAfter(failures), failure.pause ?? 0));
    note(failure instanceof Busy ? "busy" : "offline");
  }
  timer = setTimeout(deliver, pause);
}

/** @returns whether there is more to deliver now */
async function deliverSome() {
  const batch = fitting(await store.waiting(atOnce));
  const { waiting, refused } = await store.counts();
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    cache: "no-store",
    signal: AbortSignal.timeout(patience),
    body: JSON.stringify({
      now: Date.now(),
      waiting,
      refused,
      answers: batch.map(({ key, device, publicKey, iv, data }) => ({ key, device, publicKey, iv, data })),
    }),
  });
  if (response.status === 401 || response.status === 403) {
    note((await response.json()).problem);
    return false;
  }
  if ((response.status === 400 || response.status === 413) && batch.length > 0) {
    return await apart(batch);
  }
  if (response.status === 429 || response.status === 503) {
    throw new Busy(response.headers.get("Retry-After"));
  }
  if (!response.ok) {
    throw new Error(`The server answers ${response.status}.`);
  }
  const delivered = (await response.json()).answers;
  await store.settle(delivered, batch);
  note("connected");
  if (delivered.some((answer) => answer.state === "later")) {
    throw new Busy();
  }
  const isMore = batch.length > 0 && waiting > batch.length;
  atOnce = isMore ? atOnce : mostAnswers;
  return isMore;
}

/** A batch that cannot be read goes one by one, so that one broken answer holds up no other. */
async function apart(batch) {
  if (batch.length === 1) {
    await store.settle([{ key: batch[0].key, state: "malformed" }], batch);
  }
  atOnce = 1;
  return true;
}

function fitting(all) {
  let characters = 0;
  return all.filter((answer, at) => {
    characters += answer.data.length + 300;
    return at === 0 || characters <= mostCharacters;
  });
}

function note(state) {
  const before = connection.state;
  connection.state = state;
  connection.since = state === "connected" ? Date.now() : connection.since;
  changed(state, before);
}

/** @returns the questionnaire, or why there is none: "offline", "unpaired", "revoked" */
export async function askQuestionnaire(from) {
  try {
    const response = await fetch(from, { cache: "no-store", signal: AbortSignal.timeout(patience) });
    if (response.status === 401 || response.status === 403) {
      return { problem: (await response.json()).problem };
    }
    return response.ok ? { questionnaire: await response.json() } : { problem: "offline" };
  } catch {
    return { problem: "offline" };
  }
}
