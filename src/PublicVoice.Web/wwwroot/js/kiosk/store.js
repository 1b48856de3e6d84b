// What the tablet keeps: sealed answers until they are delivered, and the questionnaire, which is public.

const name = "publicvoice-kiosk";
const answers = "answers";
const settings = "settings";
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(answers, { keyPath: "key" }).createIndex("state", "state");
      request.result.createObjectStore(settings);
    };
    request.onsuccess = () => {
      request.result.onclose = () => { opened = null; };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  }).catch((failure) => {
    opened = null;
    throw failure;
  });
  return opened;
}

/** Resolves when the transaction is complete, and for writing on the disk: not before is anybody thanked. */
async function within(store, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error ?? new Error("The tablet could not write."));
  });
}

export function add(sealed) {
  return within(answers, "readwrite", (store) => store.put({ ...sealed, state: "waiting" }));
}

/** The oldest that wait to be delivered. */
export function waiting(most) {
  return within(answers, "readonly", (store) => store.index("state").getAll("waiting", most));
}

export async function counts() {
  const count = (state) => within(answers, "readonly", (store) => store.index("state").count(state));
  return { waiting: await count("waiting"), refused: await count("refused") };
}

export function refused() {
  return within(answers, "readonly", (store) => store.index("state").getAll("refused"));
}

/** Deletes what the server has stored and keeps what it has refused. */
export function settle(delivered, batch) {
  return within(answers, "readwrite", (store) => {
    for (const { key, state } of delivered) {
      const sealed = batch.find((answer) => answer.key === key);
      if (state === "stored" || state === "known") {
        store.delete(key);
      } else if (state !== "later" && sealed) {
        store.put({ ...sealed, state: "refused", reason: state });
      }
    }
  });
}

/** What was refused is delivered once more: after a mistake of the server was mended, say. */
export async function retryRefused() {
  const all = await refused();
  return within(answers, "readwrite", (store) => {
    for (const { reason, ...sealed } of all) {
      store.put({ ...sealed, state: "waiting" });
    }
  });
}

export function setting(key) {
  return within(settings, "readonly", (store) => store.get(key));
}

export function keep(key, value) {
  return within(settings, "readwrite", (store) => store.put(value, key));
}
