// Keeps the pages of the survey, so that it opens without the network. The line before this file, from the server, says which.

const { version, root, files } = self.toKeep;
const page = `${root}/kiosk/${new URL(self.location).searchParams.get("unit")}`;
const cacheName = `kiosk-${version}`;

async function keep() {
  const cache = await caches.open(cacheName);
  await Promise.all([page, ...files].map(async (path) => {
    const response = await fetch(new Request(path, { cache: "reload", credentials: "same-origin" }));
    if (!response.ok || response.redirected) {
      throw new Error(`${path} cannot be kept: ${response.status}.`);
    }
    await cache.put(path, response);
  }));
}

async function forgetOthers() {
  const others = (await caches.keys()).filter((name) => name.startsWith("kiosk-") && name !== cacheName);
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(path, request) {
  const cache = await caches.open(cacheName);
  return await cache.match(path) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") {
    self.skipWaiting();
  }
});
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const isKept = event.request.mode === "navigate" ? pathname === page : files.includes(pathname);
  if (event.request.method === "GET" && origin === self.location.origin && isKept) {
    event.respondWith(kept(pathname, event.request));
  }
});
